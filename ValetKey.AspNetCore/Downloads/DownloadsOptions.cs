namespace ValetKey.AspNetCore;

/// <summary>Settings of one kind of downloads.</summary>
public sealed class DownloadsOptions : EndpointOptions
{
    /// <summary>How long a key lives, 1 second or more: a download must have begun by then.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Within this time, less than <see cref="KeyLifetime"/>, a user gets the same URL again, so that what was fetched comes from the browser's
    /// cache. Null for a new URL each time, as for issuers whose keys cannot be stable.
    /// </summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan? StableFor { get; set; } = TimeSpan.FromMinutes(5);

    internal override IEnumerable<string> FindFaults()
    {
        if (KeyLifetime < TimeSpan.FromSeconds(1))
        {
            yield return $"{nameof(KeyLifetime)} is {KeyLifetime}; it must be a second or more.";
        }

        if (StableFor is { } window && (window < TimeSpan.FromSeconds(1) || window >= KeyLifetime))
        {
            yield return $"{nameof(StableFor)} is {window}; it must be a second or more, and less than {nameof(KeyLifetime)} ({KeyLifetime}).";
        }

        foreach (string fault in base.FindFaults())
        {
            yield return fault;
        }
    }
}
