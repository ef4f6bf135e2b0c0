namespace ValetKey.Tests.Support;

/// <summary>Names that escaping gets wrong, of folders that are to be listed. Objects with such names are the suite's.</summary>
internal static class FolderNames
{
    public static readonly string[] Odd =
    [
        "with space  and two.txt",
        "a+b",
        "100%25 of 100%",
        "a#b",
        "what?key=value",
        "a&b=c;d",
        "it's \"quoted\"",
        "käse/żółć/日本語",
        "beyond-🗝️-𝒱𝒦",
        "a//b///c",
        "~tilde/!*'()@:$,",
        new string('x', 900) + "é",
    ];
}
