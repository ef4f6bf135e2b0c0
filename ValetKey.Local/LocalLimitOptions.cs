namespace ValetKey.Local;

/// <summary>How much a local storage service takes on, how long it keeps it, and how much it keeps.</summary>
/// <remarks>
/// Limits on requests hold for each process by itself; quotas and ages hold for all processes that share a root, which should be set alike. Requests
/// that are at their limit of concurrency wait for a tenth of a second before they are refused.
/// </remarks>
public sealed class LocalLimitOptions
{
    /// <summary>The most bytes of one object, appends included, whatever a key allows; 0 or more. Longer ones are refused with 413.</summary>
    /// <value>Default: null; no limit.</value>
    public long? MaximumObjectSize { get; set; }

    /// <summary>
    /// The bytes that uploads leave free on the disk, 0 or more: what would take them is refused with 507 before it is received. So deleting, which
    /// needs some room too, goes on. The health check warns of less than four times as much.
    /// </summary>
    /// <value>Default: 16,777,216 (16 MiB).</value>
    public long MinimumFreeSpace { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most requests at once, 1 or more. More are refused with 503.</summary>
    /// <value>Default: null; no limit.</value>
    public int? Concurrency { get; set; }

    /// <summary>The most requests at once with one key, 1 or more. More are refused with 429.</summary>
    /// <value>Default: null; no limit.</value>
    public int? ConcurrencyPerKey { get; set; }

    /// <summary>
    /// The most requests at once from one address, or from one /64 network of IPv6, 1 or more. More are refused with 429. Behind a proxy this takes
    /// forwarded headers.
    /// </summary>
    /// <value>Default: null; no limit.</value>
    public int? ConcurrencyPerClient { get; set; }

    /// <summary>The most requests per second, which may come all at once, 1 or more. More are refused with 503.</summary>
    /// <value>Default: null; no limit.</value>
    public int? Rate { get; set; }

    /// <summary>The most requests per second with one key, which may come all at once, 1 or more. More are refused with 429.</summary>
    /// <value>Default: null; no limit.</value>
    public int? RatePerKey { get; set; }

    /// <summary>
    /// The most requests per second from one address, or from one /64 network of IPv6, which may come all at once, 1 or more. More are refused with
    /// 429.
    /// </summary>
    /// <value>Default: null; no limit.</value>
    public int? RatePerClient { get; set; }

    /// <summary>
    /// How long the objects of a container are kept, by its name; a second or more. An older object is gone for every request at once, and its space
    /// is free within minutes. The age counts from when the object was last written or appended to.
    /// </summary>
    /// <value>Default: empty; objects are kept.</value>
    public IDictionary<string, TimeSpan> MaximumAge { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>
    /// The most bytes that are stored, 0 or more, in a container (<c>uploads</c>) or under a prefix (<c>uploads/tenant1/</c>). What would take more
    /// is refused with 507: before it is received if its length is known, else while it is. Where several apply, all must hold.
    /// </summary>
    /// <value>Default: empty; no quota.</value>
    public IDictionary<string, long> Quotas { get; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
