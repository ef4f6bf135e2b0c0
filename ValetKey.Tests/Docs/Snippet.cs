using System.Text.RegularExpressions;

namespace ValetKey.Tests.Docs;

/// <summary>One <c>csharp</c> block of a document, or one in any language that is taken from a file.</summary>
/// <param name="Document">The document's path in the repository.</param>
/// <param name="Line">The line that the block begins on.</param>
/// <param name="Code">What it says.</param>
/// <param name="Preludes">The names in a comment before it, such as <c>&lt;!-- prelude: web, issuer --&gt;</c>.</param>
internal sealed partial record Snippet(string Document, int Line, string Code, IReadOnlyList<string> Preludes)
{
    /// <summary>The file that it is taken from, by a comment such as <c>&lt;!-- source: samples/Some/File.cs --&gt;</c>; else null.</summary>
    public string? Source { get; private init; }

    /// <summary>The block before this one in the document, if there is one, and those that it stands below itself.</summary>
    public IReadOnlyList<string> Above { get; private init; } = [];

    public static IEnumerable<Snippet> In(string document, string text)
    {
        IReadOnlyList<string> above = [];
        foreach (Match block in Block().Matches(text))
        {
            string code = block.Groups["code"].Value;
            Snippet snippet = new(
                document,
                text.AsSpan(0, block.Groups["fence"].Index).Count('\n') + 1,
                code,
                block.Groups["preludes"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                Above = above,
                Source = block.Groups["source"] is { Success: true } source ? source.Value : null,
            };
            yield return snippet;
            above = snippet.Preludes.Contains(Prelude.Above) ? [.. above, code] : [code];
        }
    }

    /// <summary>Whether its lines stand in a text one after the other, there perhaps further to the right.</summary>
    public bool IsExcerptOf(string text)
    {
        string[] lines = Code.TrimEnd().Split('\n');
        string[] all = text.Split('\n');
        return Enumerable.Range(0, Math.Max(0, all.Length - lines.Length + 1)).Any(start =>
        {
            string margin = all[start][..Math.Max(0, all[start].Length - lines[0].Length)];
            return margin.Trim().Length == 0
                && lines.Select(line => line.Length == 0 ? "" : margin + line).SequenceEqual(all.AsSpan(start, lines.Length).ToArray());
        });
    }

    public override string ToString() => $"{Document}:{Line}";

    [GeneratedRegex(
        @"((^<!--\ *prelude:(?<preludes>[^>]*?)\ *-->\r?\n\s*)?^(?<fence>```)csharp"
        + @"|^<!--\ *source:\ *(?<source>[^>]*?)\ *-->\r?\n\s*(?<fence>```)\w*)"
        + @"\r?\n(?<code>.*?)^```\r?$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
