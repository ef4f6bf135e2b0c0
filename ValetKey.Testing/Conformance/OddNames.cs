namespace ValetKey.Testing;

/// <summary>Names that something on the way to a store is likely to take for something else.</summary>
internal static class OddNames
{
    // One of each kind, for what is asked of every name a dozen times.
    private static readonly string[] EachKind =
    [
        "a b", "a ", "a+b", "a%20b", "%2F", "%252F", "%zz", "a'b", "a\"b", "`", "*", "a?b=c", "${filename}", "a#b", "a&b=c", ";",
        "a:b", "@", "!", "(a)", "[a]", "{name}", "<a>", "|", "^", "~a", "a,b", "a..", "a/...", "a//b", "a/", "aA", "é",
        "e\u0301", "日本語", "العربية", "👨‍👩‍👧", "\u202Ea", "\U0010FFFD", "a\tb",
    ];

    private static readonly string[] Others =
    [
        " ", " a", "a  b", "+", "a%2Fb", "a%252Fb", "%", "a%b", "%%", "%00", "%2e%2e", "a%5Cb",
        "'", "\"", "a*b", "?", "a?b", "$", "$a", "${x}", "#", "&", "=", "a=b", "a;b",
        ":", "a:b:c", "a@b", "(", ")", "[", "]", "{", "}", "{0}", "<", ">", "~", "-", "_",
        ".a", "..a", "a.", "...", "a/.b", "a//", "b/a/", "a/b/c/d/e/f/g/h", "A", "index.html", "a.tar.gz",
        "ü", "Å", "\u212B", "ß", "ſ", "İ", "ı", "Ω", "한국어", "עברית", "ไทย", "👍", "🏳️‍🌈", "a\u200Bb", "\uFEFFa", "a\u00A0b", "a\u3000b", "ﬁ",
        "\U00010000", "nul", "con", "COM1", "-rf", "--help", "*.*", "robots.txt", "crossdomain.xml", "soap", "admin",
    ];

    // Behind the folder of a case, which is 33 bytes long.
    private static readonly string[] Long =
    [
        new('n', 200),
        string.Join('/', Enumerable.Repeat(new string('n', 90), 10)),
        new('n', 1024 - 33),
        string.Concat(Enumerable.Repeat("é", (1024 - 33) / 2)),
    ];

    public static IReadOnlyList<string> All { get; } = [.. EachKind, .. Others, .. Long];

    /// <summary>A third of them.</summary>
    public static IReadOnlyList<string> OfEachKind { get; } = [.. EachKind, .. Long];
}
