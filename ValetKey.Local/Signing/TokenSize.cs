using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>How large a key's text can get, so that it is written into one buffer without checks in between.</summary>
internal static class TokenSize
{
    /// <summary>All field names, numbers, dates, addresses, a checksum and the signature.</summary>
    private const int FixedParts = 512;

    public static int AtMost(KeyGrant grant, int baseLength)
    {
        KeyConstraints constraints = grant.Constraints;
        int characters = grant.Scope.Container.Length + grant.Scope.Name.Length + Length(constraints.ContentType);
        if (constraints.Response is { } response)
        {
            characters += Length(response.ContentType) + Length(response.ContentDisposition) + Length(response.CacheControl)
                + Length(response.ContentEncoding) + Length(response.ContentLanguage);
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            characters += 2 * (name.Length + value.Length + 2); // Encoded twice: a byte takes five characters then, not three.
        }

        return baseLength + FixedParts + PercentEncoding.GetMaximumLength(characters);
    }

    private static int Length(string? text) => text?.Length ?? 0;
}
