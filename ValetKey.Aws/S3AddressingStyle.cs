namespace ValetKey.Aws;

/// <summary>Where a URL names the bucket.</summary>
public enum S3AddressingStyle
{
    /// <summary>
    /// In the host where that works, as AWS's own SDK does: not for names with dots, names that are no host names, or addresses instead of host
    /// names.
    /// </summary>
    Automatic,

    /// <summary>Always in the path: <c>https://host/bucket/name</c>. What most self-hosted stores expect.</summary>
    Path,
}
