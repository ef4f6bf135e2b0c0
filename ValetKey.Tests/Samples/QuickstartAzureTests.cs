using Spectre.Console;
using ValetKey.Samples.Quickstart;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart against Azure's emulator: with an account key as a newcomer would run it, and with user delegation.</summary>
internal sealed class QuickstartAzureTests
{
    private Azurite _azurite = null!;
    private ChildProcess _run = null!;

    [OneTimeSetUp]
    public async Task RunOnceAsync()
    {
        _azurite = await Azurite.RequirePlainAsync();
        _run = await RunAsync();
    }

    [Test]
    public void Every_step_goes_as_expected_with_an_account_key()
    {
        _run.ExitCode.Should().Be(0, _run.Output);
        _run.Output.Should().Contain("All 16 steps went as expected.").And.Contain("not offered: no key");
        _run.Output.Should().MatchRegex(@"would\s+not\s+enforce\s+ContentType,\s+ExactLength");
        _run.Output.Should().Contain("AuthorizationPermissionMismatch", "a key that reads does not delete");
    }

    [Test]
    public void No_secret_is_printed() =>
        _run.Output.Should().NotContain(_azurite.Account.Key1).And.Contain("sig=").And.NotMatchRegex("sig=[0-9A-Za-z%]{7}");

    [Test]
    public async Task Every_step_goes_as_expected_with_user_delegation()
    {
        Azurite azurite = await Azurite.RequireAsync();
        await using AzureProvider provider = new(
            azurite.CreateBlobs(),
            azurite.CreateQueues(),
            options =>
            {
                options.UseEmulator = true;
                options.BlobServiceUri = azurite.BlobUrl;
                options.QueueServiceUri = azurite.QueueUrl;
                options.Credential = new AzuriteUser();
                options.Transport = azurite.BlobOptions().Transport;
            },
            () => new HttpClient(azurite.CreateHandler()));
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

        int exitCode = await Quickstart.RunAsync(provider, console);

        exitCode.Should().Be(0, output.ToString());
        output.ToString().Should().Contain("All 16 steps went as expected.");
    }

    private static async Task<ChildProcess> RunAsync() => await ChildProcess.RunAsync(
        ChildProcess.Dotnet,
        [typeof(ProviderCatalog).Assembly.Location, "--provider", "azure"],
        await SampleStores.EnvironmentOfAsync("azure"));
}
