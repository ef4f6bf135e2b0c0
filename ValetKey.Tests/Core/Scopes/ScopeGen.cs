using CsCheck;

namespace ValetKey.Tests.Core.Scopes;

/// <summary>Names as the world has them: pieces chosen for the trouble they make.</summary>
internal static class ScopeGen
{
    private static readonly string[] Pieces =
    [
        "a", "B", "7", "/", "#", "%", "%23", "%25", "%2", "//", "~", ".", "..", "-", "_", "+", "&", "?", "=", ":", ";", " ", "é", "e\u0301", "ß",
        "日本", "😀", "𝒳", "\u200f", "\ufffd", "\ue000", "\uffff",
    ];

    private static readonly string[] BadPieces = ["\0", "\n", "\\", "\u0085", "\ud800", "\udc00", "object:", "prefix:"];

    /// <summary>Names of which most are valid.</summary>
    public static readonly Gen<string> Name = Gen.OneOf(Pieces).Array[1, 12].Select(string.Concat);

    /// <summary>Names of which many are not.</summary>
    public static readonly Gen<string> AnyName = Gen.OneOf([.. Pieces, .. BadPieces]).Array[0, 8].Select(string.Concat);

    /// <summary>The rules for an object's name, said once more and otherwise.</summary>
    public static bool IsName(string name)
    {
        bool hasUtf8 = true;
        try
        {
            hasUtf8 = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(name) <= 1024;
        }
        catch (System.Text.EncoderFallbackException)
        {
            hasUtf8 = false;
        }

        return hasUtf8
            && name != ""
            && name[0] != '/'
            && !name.Contains('\\', StringComparison.Ordinal)
            && !name.Split('/').Intersect([".", ".."]).Any()
            && name.All(character => character is not ((>= '\0' and < ' ') or (>= '\u007f' and <= '\u009f')));
    }
}
