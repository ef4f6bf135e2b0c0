using System.Buffers;
using System.Net;

namespace ValetKey.Gcp.Signing;

/// <summary>Google's rules for bucket names ("Bucket names", Cloud Storage documentation).</summary>
internal static class BucketNames
{
    private const string Wanted = "is no bucket name: 3 to 63 lower-case letters, digits, dots, hyphens and underscores, with dots up to 222 "
        + "and 63 between dots, "
        + "beginning and ending with a letter or digit, no two dots together, not like an IP address";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>What is wrong with a name, as the end of a sentence, or null.</summary>
    public static string? FaultOf(string name) => IsValid(name) ? null : Wanted;

    /// <summary>
    /// Whether the name can stand before the service's host name. With dots it would be several labels, which a wildcard certificate does not cover.
    /// </summary>
    public static bool IsHostLabel(string name) => !name.AsSpan().ContainsAny('.', '_');

    private static bool IsValid(string name) =>
        name.Length is >= 3 and <= 222
        && !name.AsSpan().ContainsAnyExcept(Allowed)
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && Array.TrueForAll(name.Split('.'), part => part.Length is >= 1 and <= 63)
        && !(name.Count(character => character == '.') == 3 && IPAddress.TryParse(name, out _));
}
