namespace ValetKey.AspNetCore;

/// <summary>
/// How much one user may upload within a time. Rejected and abandoned uploads do not count. It holds however many declare at once, at however many
/// instances. Anonymous callers share one.
/// </summary>
public sealed record UploadQuota
{
    /// <summary>The most uploads, 0 or more.</summary>
    /// <value>Default: <see cref="long.MaxValue"/>, no limit.</value>
    public long MaximumCount { get; init; } = long.MaxValue;

    /// <summary>The most bytes, as declared, 0 or more.</summary>
    /// <value>Default: <see cref="long.MaxValue"/>, no limit.</value>
    public long MaximumBytes { get; init; } = long.MaxValue;

    /// <summary>The time, up to now, within which uploads count; a second or more.</summary>
    /// <value>Default: one day.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);
}
