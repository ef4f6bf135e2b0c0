using System.Text.RegularExpressions;

namespace ValetKey.Tests.Docs;

/// <summary>One <c>csharp</c> block of a document.</summary>
/// <param name="Document">The document's path in the repository.</param>
/// <param name="Line">The line that the block begins on.</param>
/// <param name="Code">What it says.</param>
/// <param name="Preludes">The names in a comment before it, such as <c>&lt;!-- prelude: web, issuer --&gt;</c>.</param>
internal sealed partial record Snippet(string Document, int Line, string Code, IReadOnlyList<string> Preludes)
{
    /// <summary>The block before this one in the document, if there is one.</summary>
    public string Above { get; private init; } = "";

    public static IEnumerable<Snippet> In(string document, string text)
    {
        string above = "";
        foreach (Match block in Block().Matches(text))
        {
            string code = block.Groups["code"].Value;
            yield return new Snippet(
                document,
                text.AsSpan(0, block.Groups["fence"].Index).Count('\n') + 1,
                code,
                block.Groups["preludes"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                Above = above,
            };
            above = code;
        }
    }

    public override string ToString() => $"{Document}:{Line}";

    [GeneratedRegex(
        @"(^<!--\ *prelude:(?<preludes>[^>]*?)\ *-->\r?\n\s*)?^(?<fence>```)csharp\r?\n(?<code>.*?)^```\r?$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
