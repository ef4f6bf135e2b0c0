using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Limits of the service on what a grant may ask for ("Quotas and limits", Cloud Storage documentation).</summary>
internal static class GcsLimits
{
    /// <summary>Names and values of an object's own metadata, in bytes.</summary>
    public const int Metadata = 8 * 1024;

    /// <summary>The largest object, in bytes.</summary>
    public const long ObjectSize = 5L << 40;

    /// <exception cref="ValetKeyException">The grant asks for more than there can be.</exception>
    public static void Check(KeyGrant grant)
    {
        KeyConstraints constraints = grant.Constraints;
        int metadata = constraints.Metadata.Length();
        if (metadata > Metadata)
        {
            throw ValetKeyException.InvalidRequest($"Constraints.Metadata has {metadata} bytes in names and values; Cloud Storage takes "
                + $"{Metadata} at most.");
        }

        if (constraints.ContentLength is { Minimum: > ObjectSize } length)
        {
            throw ValetKeyException.InvalidRequest($"Constraints.ContentLength is {length}; the largest object of Cloud Storage has "
                + $"{ObjectSize} bytes.");
        }

        if (constraints.Response is { } response && (response.CacheControl ?? response.ContentEncoding ?? response.ContentLanguage) is not null)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                "Cloud Storage can set the Content-Type and the Content-Disposition of a download; Cache-Control, Content-Encoding and "
                    + "Content-Language it cannot.");
        }

        if (grant.Scope.VersionId is { } version && !(version.Length <= 19 && version.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0))
        {
            throw ValetKeyException.InvalidRequest($"The version '{version}' is no generation of Cloud Storage: up to 19 digits.");
        }
    }
}
