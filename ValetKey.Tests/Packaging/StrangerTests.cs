using System.Text.RegularExpressions;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.Packaging;

/// <summary>Somebody who has the packages and their README, an empty folder and a store of his own, tests his provider with the suite.</summary>
internal sealed partial class StrangerTests
{
    private const string Binding = "SignedUrl, Write on Object, ContentType: nobody else does";

    private readonly StrangersProject _project = new();
    private Locker _locker = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _locker = await Locker.StartAsync();
        _project.Write(await PackedPackages.FolderAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_locker is not null)
        {
            await _locker.DisposeAsync();
        }

        _project.Remove();
    }

    [Test]
    public async Task Suite_passes_for_a_sound_provider_and_fails_for_one_that_drops_a_constraint()
    {
        _project.LetForget("grant.Constraints.ContentType is { } type");

        ChildProcess sound = await _project.TestAsync(_locker);
        ChildProcess faulty = await _project.TestAgainAsync(_locker);

        int cases = StrangersProject.CountIn(sound.Output, "total");
        sound.ExitCode.Should().Be(0, sound.Output);
        cases.Should().BeGreaterThan(200);
        StrangersProject.CountIn(sound.Output, "succeeded").Should().Be(cases);
        faulty.ExitCode.Should().NotBe(0);
        StrangersProject.CountIn(faulty.Output, "total").Should().Be(cases);
        StrangersProject.CountIn(faulty.Output, "succeeded").Should().BeInRange(cases - 3, cases - 1);
        faulty.Output.Should().Contain(Binding).And.Contain($" {cases} cases, ");
        Shape(StrangersProject.ReportIn(faulty.Output)).Should().Be(Shape(_project.Report), "the README shows it, with other counts");
        _project.InstalledPackages().Should().Contain(["valetkey.core", "valetkey.testing"], "no other ones may be on the machine");
    }

    private static string Shape(string report) => Number().Replace(report, "#");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
