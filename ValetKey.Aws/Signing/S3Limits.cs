using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Limits of Amazon S3 on one request ("Uploading objects" and "Working with object metadata", Amazon S3 User Guide). Compatible stores have their
/// own.
/// </summary>
internal static class S3Limits
{
    /// <summary>The most that one PUT or POST stores, in bytes.</summary>
    public const long Upload = 5L << 30;

    /// <summary>Names and values of an object's own metadata, in bytes.</summary>
    public const int Metadata = 2 * 1024;

    /// <exception cref="ValetKeyException">They ask for more than there can be.</exception>
    public static void Check(KeyConstraints constraints)
    {
        if (constraints.ContentLength is { Minimum: > Upload } length)
        {
            throw ValetKeyException.InvalidRequest(
                $"Constraints.ContentLength is {length}; S3 stores {Upload} bytes (5 GiB) at most by one request.");
        }

        int metadata = constraints.Metadata.Length();
        if (metadata > Metadata)
        {
            throw ValetKeyException.InvalidRequest($"Constraints.Metadata has {metadata} bytes in names and values; S3 takes {Metadata} at most.");
        }
    }
}
