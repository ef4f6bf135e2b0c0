using System.Text.RegularExpressions;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Conventions;

public sealed partial class SourceConventionTests
{
    [Test]
    public void Sources_are_found() => Shipped.Sources().Should().HaveCountGreaterThan(80).And.Contain(path => path.EndsWith("KeyScope.cs"));

    [Test]
    public void No_file_is_longer_than_400_lines() => LongerThan(400, Shipped.Sources()).Should().BeEmpty();

    [Test]
    public void Few_files_are_longer_than_200_lines()
    {
        string[] sources = [.. Shipped.Sources()];

        LongerThan(200, sources).Count().Should().BeLessThan(sources.Length / 10);
    }

    [Test]
    public void No_file_of_the_tests_is_longer_than_200_lines()
    {
        string tests = Path.Combine(Repository.Root, "ValetKey.Tests");

        LongerThan(200, Shipped.Sources().Where(path => path.StartsWith(tests, StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Test]
    public void No_line_has_more_than_150_columns() => Shipped.Sources()
        .SelectMany(path => File.ReadLines(path).Select((line, index) => (line.Length, Place: $"{path}:{index + 1}")))
        .Where(line => line.Length > 150).Select(line => line.Place).Should().BeEmpty();

    [Test]
    public void No_warning_is_switched_off_in_source() => Offenders(SwitchedOff()).Should().BeEmpty();

    [Test]
    public void No_test_is_ignored_outright() => Offenders(Ignored()).Should().BeEmpty();

    /// <summary>The one rule of .editorconfig that no build checks.</summary>
    [Test]
    public void No_field_is_qualified() => Offenders(Qualified()).Should().BeEmpty();

    [Test]
    public void Names_of_test_classes_are_unique() =>
        typeof(SourceConventionTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal))
            .GroupBy(type => type.Name).Where(types => types.Count() > 1).Select(types => types.Key).Should().BeEmpty();

    [Test]
    public void Core_knows_no_cloud()
    {
        string core = Path.Combine(Repository.Root, "ValetKey.Core");

        Shipped.Sources().Where(path => path.StartsWith(core, StringComparison.Ordinal))
            .Where(path => CloudSdk().IsMatch(File.ReadAllText(path))).Should().BeEmpty();
    }

    private static IEnumerable<string> LongerThan(int lines, IEnumerable<string> sources) =>
        sources.Where(path => File.ReadLines(path).Count() > lines);

    private static IEnumerable<string> Offenders(Regex pattern) => Shipped.Sources().Where(path => pattern.IsMatch(File.ReadAllText(path)));

    [GeneratedRegex(@"^\s*(#pragma warning disable|\[(assembly: )?(Unconditional)?SuppressMessage)", RegexOptions.Multiline)]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"^\s*\[(Ignore|Explicit)\b", RegexOptions.Multiline)]
    private static partial Regex Ignored();

    [GeneratedRegex(@"\bthis\s*\.\s*_")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^using (Amazon|Azure|Google|Microsoft\.AspNetCore)\b", RegexOptions.Multiline)]
    private static partial Regex CloudSdk();
}
