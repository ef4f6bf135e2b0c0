namespace ValetKey.Gcp;

/// <summary>Where a URL names the bucket.</summary>
public enum GcsUrlStyle
{
    /// <summary>In the path: <c>https://storage.googleapis.com/bucket/name</c>.</summary>
    Path,

    /// <summary>
    /// In the host, <c>https://bucket.storage.googleapis.com/name</c>, where that works: not for names with dots or underscores, or addresses instead
    /// of host names.
    /// </summary>
    VirtualHosted,
}
