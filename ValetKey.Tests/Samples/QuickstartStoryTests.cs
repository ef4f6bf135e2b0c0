using Spectre.Console;
using ValetKey.Providers;
using ValetKey.Samples.Quickstart;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Tests.Samples;

/// <summary>How the quickstart tells of providers that do less, or worse, than the local one.</summary>
internal sealed class QuickstartStoryTests
{
    [Test]
    public async Task A_provider_that_enforces_less_has_its_refusals_shown_and_succeeds()
    {
        const ConstraintKinds enforced = ConstraintKinds.ContentType;
        await using FakeCloud cloud = new()
        {
            Capabilities = new(new FormCapability(
                KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Create | Permissions.Write | Permissions.Read, enforced))),
        };

        (int exitCode, string output) = await RunAsync(cloud);

        exitCode.Should().Be(0, output);
        output.Should().Contain("A signed URL: would not enforce ExactLength.");
        output.Should().Contain("ExactLength not enforceable, 201 Created");
        output.Should().MatchRegex("│ Too large +│ refused +│ not offered: no key issued +│ yes");
        output.Should().MatchRegex("│ Wrong type +│ refused +│ 403 content-type-mismatch +│ yes");
        output.Should().Contain("does not open a resource of kind Prefix");
    }

    [Test]
    public async Task A_storage_that_accepts_a_misuse_makes_the_run_fail()
    {
        await using FakeCloud cloud = new() { Forge = url => url };

        (int exitCode, string output) = await RunAsync(cloud);

        exitCode.Should().Be(1);
        output.Should().MatchRegex("│ A URL altered to last a day longer +│ refused +│ 200 OK It should have been refused. +│ NO");
        output.Should().Contain("1 of 16 steps went otherwise than expected.");
    }

    [Test]
    public async Task A_provider_that_cannot_do_the_main_thing_makes_the_run_fail()
    {
        await using FakeCloud cloud = new()
        {
            Capabilities = new(
                new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Create | Permissions.Write))),
        };

        (int exitCode, string output) = await RunAsync(cloud);

        exitCode.Should().Be(1);
        output.Should().Contain("SURPRISE").And.Contain("does not give Read there");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IQuickstartProvider provider)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        int exitCode = await Quickstart.RunAsync(provider, console);
        string unwrapped = System.Text.RegularExpressions.Regex.Replace(writer.ToString(), @"\n {15,}", "");
        return (exitCode, unwrapped);
    }
}
