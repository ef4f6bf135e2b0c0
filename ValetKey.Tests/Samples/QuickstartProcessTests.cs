using System.Text.RegularExpressions;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart as a newcomer runs it: a process of its own, without a terminal.</summary>
internal sealed partial class QuickstartProcessTests
{
    private static readonly string[] Steps =
    [
        "Upload a picture",
        "Download it",
        "Another name",
        "Another method",
        "A URL altered to last a day longer",
        "Too large",
        "Wrong type",
        "Creating what exists",
        "A single-use key twice",
        "After its end",
        "A browser's form, for any picture",
        "A query that opens one folder",
        "A message from one key to another",
        "Receiving with a key to send",
        "Looking takes nothing",
        "The picture is as it was",
    ];

    private static readonly string[] Reasons =
    [
        "signature-mismatch",
        "permission-missing",
        "length-mismatch",
        "content-type-mismatch",
        "object-exists",
        "key-used",
        "key-expired",
        "out-of-scope",
    ];

    private ChildProcess _run = null!;

    [OneTimeSetUp]
    public async Task RunOnce() => _run = await RunAsync();

    [Test]
    public void Every_step_goes_as_expected()
    {
        _run.ExitCode.Should().Be(0, _run.Output);
        _run.Output.Should().ContainAll(Steps.Select((title, i) => $"{i + 1,2}. {title}"));
        _run.Output.Should().ContainAll(Reasons);
        _run.Output.Should().Contain($"All {Steps.Length} steps went as expected.");
        _run.Output.Should().NotContain("not offered", "the local storage enforces everything");
    }

    [Test]
    public void No_whole_key_is_printed()
    {
        string unwrapped = LineBreak().Replace(_run.Output, "");
        ShownSignature().Matches(unwrapped).Should().NotBeEmpty().And.AllSatisfy(sign => sign.Groups[1].Value.Should().MatchRegex("^[^&…]{6}…$"));
    }

    [Test]
    public void Output_fits_a_plain_terminal()
    {
        _run.Output.Should().NotContain("\u001b");
        _run.Output.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }

    [TestCase("--provider", "nimbus", "There is no provider 'nimbus'. Known: local, s3, azure, gcs.")]
    [TestCase("--fast", "", "Usage: dotnet run --project samples/Quickstart [-- --provider local|s3|azure|gcs]")]
    public async Task Wrong_arguments_are_told_and_fail(string option, string value, string expected)
    {
        ChildProcess run = await RunAsync([.. new[] { option, value }.Where(argument => argument.Length > 0)]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain(expected);
    }

    private static Task<ChildProcess> RunAsync(params string[] arguments) => ChildProcess.RunAsync(
        ChildProcess.Dotnet, [typeof(ProviderCatalog).Assembly.Location, .. arguments]);

    [GeneratedRegex(@"\n {15,}")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"sig=([^&\s]+)")]
    private static partial Regex ShownSignature();
}
