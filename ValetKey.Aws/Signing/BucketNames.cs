using System.Buffers;
using System.Net;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Amazon's rules for bucket names ("Bucket naming rules" in the S3 User Guide), and the laxer ones of compatible stores.
/// </summary>
internal static class BucketNames
{
    private static readonly SearchValues<char> Strict = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private static readonly SearchValues<char> Lax = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>What is wrong with a name, as the end of a sentence, or null.</summary>
    public static string? FaultOf(string name, bool isCompatibleStore)
    {
        if (isCompatibleStore)
        {
            return name.Length is < 3 or > 255 || name.AsSpan().ContainsAnyExcept(Lax)
                ? "is no bucket name: 3 to 255 letters, digits, dots, hyphens and underscores"
                : null;
        }

        return IsAmazonName(name)
            ? null
            : "is no bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit, "
                + "no two dots together, not like an IP address";
    }

    /// <summary>
    /// Whether the name can stand before the endpoint's host name. With dots it would be several labels, which a wildcard certificate does not cover.
    /// </summary>
    public static bool IsHostLabel(string name) => IsAmazonName(name) && !name.Contains('.', StringComparison.Ordinal);

    private static bool IsAmazonName(string name) =>
        name.Length is >= 3 and <= 63
        && !name.AsSpan().ContainsAnyExcept(Strict)
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal)
        && !(name.Count(character => character == '.') == 3 && IPAddress.TryParse(name, out _));
}
