using System.Text.RegularExpressions;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Performance;

/// <summary>The page of figures is what the benchmarks write: their words, and a row for each thing that they measure today.</summary>
[NonParallelizable]
internal sealed partial class PerformanceDocumentTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathTo("docs", "performance.md"));

    private static readonly string Template =
        File.ReadAllText(Repository.PathTo("benchmarks", "ValetKey.Benchmarks", "Reporting", "performance.template.md"));

    [Test]
    public void Words_are_those_of_the_template() => Filled(Page).Should().NotBeNull("'report' of the benchmarks writes the page");

    [Test]
    public void Page_with_other_words_is_found()
    {
        Filled(Page.Replace("## An endpoint", "## Endpoints", StringComparison.Ordinal)).Should().BeNull();
        Filled(Page + "\nOne more word.").Should().BeNull();
    }

    [Test]
    public async Task Rows_are_those_that_the_benchmarks_measure()
    {
        Dictionary<string, string> filled = Filled(Page)!;
        string[] marks = [.. Mark().Matches(Template).Select(mark => mark.Value).Where(mark => filled[mark].StartsWith('|'))];

        IEnumerable<string> rows = marks.SelectMany(
            mark => Row().Matches(filled[mark]).Skip(1).Select(row => $"{mark} {row.Groups["name"].Value}"));

        rows.Should().Equal(await MeasuredAsync());
    }

    [Test]
    public void Every_mark_is_filled() => Filled(Page)!.Values.Should().OnlyContain(text => text.Length > 0 && !text.Contains("{{"));

    private static async Task<string[]> MeasuredAsync()
    {
        string program = ChildProcess.PathTo("benchmarks/ValetKey.Benchmarks", "ValetKey.Benchmarks");
        ChildProcess run = await ChildProcess.RunAsync(ChildProcess.Dotnet, [program, "rows"]);
        run.ExitCode.Should().Be(0, run.Output);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What stands on the page in place of each mark; null when its other words are not the template's.</summary>
    private static Dictionary<string, string>? Filled(string page)
    {
        string pattern = string.Join("(.*?)", Mark().Split(Template).Select(Regex.Escape));
        Match match = Regex.Match(page, $@"\A{pattern}\z", RegexOptions.Singleline);
        return match.Success
            ? Mark().Matches(Template).Select((mark, at) => KeyValuePair.Create(mark.Value, match.Groups[at + 1].Value)).ToDictionary()
            : null;
    }

    [GeneratedRegex(@"\{\{[a-z]+\}\}")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\| (?<name>[^|]*[^| ]) *\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
