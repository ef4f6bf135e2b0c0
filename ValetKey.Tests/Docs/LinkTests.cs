using System.Text.RegularExpressions;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

internal sealed partial class LinkTests
{
    private static IEnumerable<TestCaseData<string>> Documents() =>
        Repository.Documents.Select(path => new TestCaseData<string>(path).SetArgDisplayNames(Repository.NameOf(path)));

    [TestCaseSource(nameof(Documents))]
    public void Links_into_the_repository_resolve(string document)
    {
        IEnumerable<string> broken = TargetsIn(File.ReadAllText(document)).Where(target => !Resolves(document, target));

        broken.Should().BeEmpty();
    }

    [Test]
    public void Link_to_a_file_or_heading_that_is_not_there_is_found()
    {
        string readme = Repository.PathTo("README.md");

        TargetsIn("See [this](no-such-file.md) and [that](https://example.com/).").Should().Equal("no-such-file.md");
        Resolves(readme, "no-such-file.md").Should().BeFalse();
        Resolves(readme, "THREAT_MODEL.md#no-such-heading").Should().BeFalse();
        Resolves(readme, "THREAT_MODEL.md#assets").Should().BeTrue();
    }

    private static IEnumerable<string> TargetsIn(string text) =>
        Link().Matches(Fence().Replace(text, "")).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://"));

    private static bool Resolves(string document, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && HeadingsOf(path).Contains(parts[1]);
    }

    /// <summary>The anchors that a document's headings get: lower case, spaces as hyphens, no punctuation.</summary>
    private static IEnumerable<string> HeadingsOf(string path) =>
        Heading().Matches(Fence().Replace(File.ReadAllText(path), ""))
            .Select(heading => Punctuation().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+\ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
