namespace ValetKey.Testing;

/// <summary>Names that something on the way to a store is likely to take for something else.</summary>
internal static class OddNames
{
    private static readonly string[] Plain =
    [
        " ", "a b", " a", "a ", "a  b", "+", "a+b", "a%20b", "%2F", "a%2Fb", "%252F", "a%252Fb", "%", "a%b", "%%", "%zz", "%00", "%2e%2e", "a%5Cb",
        "'", "a'b", "\"", "a\"b", "`", "*", "a*b", "?", "a?b", "a?b=c", "$", "$a", "${x}", "${filename}", "#", "a#b", "&",
        "a&b=c", "=", "a=b", ";", "a;b",
        ":", "a:b", "a:b:c", "@", "a@b", "!", "(", ")", "(a)", "[", "]", "[a]", "{", "}", "{name}", "{0}", "<", ">", "<a>", "|",
        "^", "~", "~a", "-", "_",
        "a,b", ".a", "..a", "a..", "a.", "...", "a/...", "a/.b", "a//b", "a/", "a//", "b/a/", "a/b/c/d/e/f/g/h", "A", "aA", "index.html", "a.tar.gz",
        "é", "e\u0301", "ü", "Å", "\u212B", "ß", "ſ", "İ", "ı", "Ω", "日本語", "한국어", "العربية", "עברית", "ไทย", "👍", "👨‍👩‍👧", "🏳️‍🌈", "a\u200Bb",
        "\uFEFFa", "a\u00A0b", "a\u3000b", "ﬁ",
        "\u202Ea", "\U00010000", "\U0010FFFD", "nul", "con", "COM1", "-rf", "--help", "*.*", "a\tb", "robots.txt", "crossdomain.xml", "soap", "admin",
    ];

    /// <summary>Behind the folder of a case, which is 33 bytes long.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Plain,
        new string('n', 200),
        string.Join('/', Enumerable.Repeat(new string('n', 90), 10)),
        new string('n', 1024 - 33),
        string.Concat(Enumerable.Repeat("é", (1024 - 33) / 2)),
    ];
}
