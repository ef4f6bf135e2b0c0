using System.Net;
using System.Text;

namespace ValetKey.Testing;

/// <summary>A constraint of one kind, an upload that keeps to it, and what does not.</summary>
internal sealed record ConstraintSample(KeyConstraints Constraints)
{
    /// <summary>How long keys live that may have been issued earlier.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const Permissions Uploads = Permissions.Create | Permissions.Write | Permissions.Append;

    private const ConstraintKinds OfUploads =
        ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily | ConstraintKinds.ExactLength | ConstraintKinds.LengthRange
        | ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    private const ConstraintKinds OfAny =
        ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly
        | ConstraintKinds.SingleUse;

    private static readonly ResponseOverrides Overrides = new()
    {
        ContentType = "application/x-sample",
        ContentDisposition = "attachment; filename=\"a b.txt\"",
    };

    public static Upload Plain { get; } = new("uploaded by a key"u8.ToArray());

    /// <summary>Less of the same, for a service that cannot do it all.</summary>
    public KeyConstraints? Fewer { get; init; }

    /// <summary>What is uploaded properly.</summary>
    public Upload Upload { get; init; } = Plain;

    /// <summary>By how much the application's clock is behind when it issues.</summary>
    public TimeSpan IssuedEarlier { get; init; }

    /// <summary>Constraints of the same kind under which the proper use must be refused, in words.</summary>
    public IReadOnlyList<(string Probe, KeyConstraints Constraints)> Shut { get; init; } = [];

    /// <summary>Changes to the proper request that must be refused, in words.</summary>
    public IReadOnlyList<(string Probe, Func<RawRequest, RawRequest> Change)> Violations { get; init; } = [];

    public static IEnumerable<ConstraintKinds> Each(ConstraintKinds kinds) =>
        Enum.GetValues<ConstraintKinds>().Where(kind => kind != ConstraintKinds.None && kinds.HasFlag(kind));

    /// <summary>The kinds that a permission can use at all.</summary>
    public static ConstraintKinds UsedBy(Permissions permission) =>
        OfAny
        | ((permission & Uploads) != 0 ? OfUploads : ConstraintKinds.None)
        | (permission is Permissions.Create or Permissions.Write ? ConstraintKinds.Metadata : ConstraintKinds.None)
        | (permission is Permissions.Read or Permissions.ReadProperties ? ConstraintKinds.Response : ConstraintKinds.None);

    /// <summary>These kinds, and those that whoever enforces them enforces too: written out, since Core's own table is what is judged.</summary>
    public static ConstraintKinds WithImplied(ConstraintKinds kinds) =>
        kinds
        | (kinds.HasFlag(ConstraintKinds.ContentTypeFamily) ? ConstraintKinds.ContentType : ConstraintKinds.None)
        | (kinds.HasFlag(ConstraintKinds.LengthRange) ? ConstraintKinds.ExactLength : ConstraintKinds.None)
        | (kinds.HasFlag(ConstraintKinds.ClientAddressRange) ? ConstraintKinds.ClientNetwork : ConstraintKinds.None);

    public static ConstraintSample Of(ConstraintKinds kind, DateTimeOffset now) => kind switch
    {
        ConstraintKinds.ContentType => ContentTypeSamples.One,
        ConstraintKinds.ContentTypeFamily => ContentTypeSamples.Family,
        ConstraintKinds.ExactLength => LengthSamples.Exact,
        ConstraintKinds.LengthRange => LengthSamples.Range,
        ConstraintKinds.ChecksumMd5 => ChecksumSamples.Of(ChecksumAlgorithm.Md5),
        ConstraintKinds.ChecksumSha256 => ChecksumSamples.Of(ChecksumAlgorithm.Sha256),
        ConstraintKinds.ChecksumCrc32C => ChecksumSamples.Of(ChecksumAlgorithm.Crc32C),
        ConstraintKinds.ChecksumCrc64Nvme => ChecksumSamples.Of(ChecksumAlgorithm.Crc64Nvme),
        ConstraintKinds.Metadata => MetadataSamples.Two,
        ConstraintKinds.Response => new(new KeyConstraints { Response = Overrides with { CacheControl = "no-store" } })
        {
            Fewer = new KeyConstraints { Response = Overrides },
        },
        ConstraintKinds.ClientNetwork => new(From("127.0.0.0/8"))
        {
            Shut = [("from outside of the network", From("203.0.113.0/24")), ("from beside the address", From("127.0.0.2/32"))],
        },
        ConstraintKinds.ClientAddressRange => new(Between("127.0.0.1", "127.0.0.6"))
        {
            Shut = [("from outside of the range", Between("203.0.113.1", "203.0.113.6")),
                ("from below the range", Between("127.0.0.2", "127.0.0.6"))],
        },
        ConstraintKinds.NotBefore => new(new KeyConstraints { NotBefore = Seconds(now - TimeSpan.FromMinutes(10)) })
        {
            IssuedEarlier = TimeSpan.FromMinutes(20),
            Shut = [("before its start", new KeyConstraints { NotBefore = Seconds(now + TimeSpan.FromMinutes(10)) })],
        },
        ConstraintKinds.HttpsOnly => new(new KeyConstraints { HttpsOnly = true }),
        ConstraintKinds.SingleUse => new(new KeyConstraints { SingleUse = true }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The suite has no sample of this constraint."),
    };

    private static KeyConstraints From(string network) => new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse(network)) };

    private static KeyConstraints Between(string first, string last) =>
        new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last)) };

    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

/// <summary>The body of an upload.</summary>
internal sealed record Upload(ReadOnlyMemory<byte> Content)
{
    public string? ContentType { get; init; }

    public string Text => Encoding.UTF8.GetString(Content.Span);

    public HttpContent ToContent()
    {
        ReadOnlyMemoryContent content = new(Content);
        if (ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return content;
    }
}
