using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.AspNetCore;

/// <summary>Settings of one kind of uploads.</summary>
public sealed class UploadsOptions : EndpointOptions
{
    /// <summary>The name of the issuer whose store takes the uploads.</summary>
    /// <value>Default: null; the first that was registered, which is the unkeyed <see cref="IValetKeyIssuer"/>.</value>
    public string? Issuer { get; set; }

    /// <summary>The most bytes of one upload, 0 or more. The handler may allow less.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaximumLength { get; set; } = 1L << 30;

    /// <summary>Uploads longer than this, in bytes, come in parts, where the store has such.</summary>
    /// <value>Default: 16 MiB.</value>
    public long PartThreshold { get; set; } = 16 << 20;

    /// <summary>
    /// The length of a part in bytes, 1 or more. Where the store asks for longer ones, or the upload would have too many, they are longer.
    /// </summary>
    /// <value>Default: 8 MiB.</value>
    public long PartLength { get; set; } = 8 << 20;

    /// <summary>How long a key for an upload or for a part lives, 1 second or more. A client asks for another when it needs one.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an upload may take, a minute or more. What is not there and whole by then is abandoned.</summary>
    /// <value>Default: one day.</value>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the ledger remembers what is settled, an hour or more.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The container in which uploads are staged.</summary>
    /// <value>Default: null; the target's.</value>
    public string? StagingContainer { get; set; }

    /// <summary>
    /// What the names of staged objects begin with, ending in <c>/</c>. Nothing else may lie there: a sweep deletes what no upload of the ledger
    /// names.
    /// </summary>
    /// <value>Default: <c>.staging/</c>.</value>
    public string StagingPrefix { get; set; } = ".staging/";

    /// <summary>How much one user may upload.</summary>
    /// <value>Default: null; no limit.</value>
    public UploadQuota? Quota { get; set; }

    /// <summary>How often what was left is looked for, a second or more.</summary>
    /// <value>Default: one minute.</value>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    internal string IssuerIn(IServiceProvider services) => Issuer ?? services.GetRequiredService<IValetKeyIssuer>().Name;

    internal override IEnumerable<string> FindFaults()
    {
        foreach ((string field, long value, long least) in new[]
        {
            (nameof(MaximumLength), MaximumLength, 0L),
            (nameof(PartThreshold), PartThreshold, 0L),
            (nameof(PartLength), PartLength, 1L),
            (nameof(Quota) + ":" + nameof(UploadQuota.MaximumCount), Quota?.MaximumCount ?? 0, 0L),
            (nameof(Quota) + ":" + nameof(UploadQuota.MaximumBytes), Quota?.MaximumBytes ?? 0, 0L),
        })
        {
            if (value < least)
            {
                yield return $"{field} is {value}; it must be {least} or more.";
            }
        }

        foreach ((string field, TimeSpan value, TimeSpan least) in new[]
        {
            (nameof(KeyLifetime), KeyLifetime, TimeSpan.FromSeconds(1)),
            (nameof(UploadLifetime), UploadLifetime, TimeSpan.FromMinutes(1)),
            (nameof(Retention), Retention, TimeSpan.FromHours(1)),
            (nameof(SweepEvery), SweepEvery, TimeSpan.FromSeconds(1)),
            (nameof(Quota) + ":" + nameof(UploadQuota.Window), Quota?.Window ?? TimeSpan.MaxValue, TimeSpan.FromSeconds(1)),
        })
        {
            if (value < least)
            {
                yield return $"{field} is {value}; it must be {least} or more.";
            }
        }

        if (!IsPrefix(StagingPrefix))
        {
            yield return $"{nameof(StagingPrefix)} is '{StagingPrefix}'; it must be a prefix that ends in '/', as {nameof(KeyScope)} has it.";
        }

        foreach (string fault in base.FindFaults())
        {
            yield return fault;
        }
    }

    private static bool IsPrefix(string prefix)
    {
        try
        {
            return KeyScope.ForPrefix("any", prefix).Name == prefix;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
