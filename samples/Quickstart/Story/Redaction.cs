using System.Text.RegularExpressions;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Shortens URLs so that none printed here can be used: whoever holds a whole key can open what it opens.</summary>
internal static partial class Redaction
{
    /// <summary>The request target with every long query value cut to its first characters. Signatures, whatever their name, are long.</summary>
    public static string Shorten(Uri url) => LongValue().Replace(url.PathAndQuery, "$1…");

    [GeneratedRegex("(?<==)([^&]{6})[^&]{15,}")]
    private static partial Regex LongValue();
}
