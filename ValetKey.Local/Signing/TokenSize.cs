using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>How large a key's text can get, so that it is written into one buffer without checks in between.</summary>
internal static class TokenSize
{
    /// <summary>All field names, numbers, dates, addresses, a checksum and the signature.</summary>
    private const int FixedParts = 512;

    private const int Separators = 6;

    public static int AtMost(KeyGrant grant, int baseLength)
    {
        KeyConstraints constraints = grant.Constraints;
        int size = baseLength + FixedParts + Encoded(grant.Scope.Container) + Encoded(grant.Scope.Name) + Encoded(grant.Scope.UploadId)
            + Encoded(constraints.ContentType);
        if (constraints.Response is { } response)
        {
            size += Encoded(response.ContentType) + Encoded(response.ContentDisposition) + Encoded(response.CacheControl)
                + Encoded(response.ContentEncoding) + Encoded(response.ContentLanguage);
        }

        foreach ((string name, string value) in constraints.Metadata.Each())
        {
            size += Separators + (2 * (Encoded(name) + Encoded(value))); // Encoded twice: a byte takes five characters then, not three.
        }

        return size;
    }

    private static int Encoded(string? text) => PercentEncoding.GetMaximumLength(text);
}
