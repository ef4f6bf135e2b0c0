using Amazon.Runtime;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart against a real S3-compatible store, with the settings that a newcomer would export.</summary>
internal sealed class QuickstartS3Tests
{
    private ImmutableCredentials _owner = null!;
    private ChildProcess _run = null!;

    [OneTimeSetUp]
    public async Task RunOnceAsync()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        _owner = await gateway.Owner.GetCredentialsAsync();
        _run = await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            [typeof(ProviderCatalog).Assembly.Location, "--provider", "s3"],
            await SampleStores.EnvironmentOfAsync("s3"));
    }

    [Test]
    public void Every_step_goes_as_expected_and_what_S3_cannot_enforce_is_refused()
    {
        _run.ExitCode.Should().Be(0, _run.Output);
        _run.Output.Should().Contain("All 16 steps went as expected.");
        _run.Output.Should().ContainAll("AccessDenied", "PreconditionFailed", "Create not offered", "one type only");
        _run.Output.Should().Contain("A single-use key twice").And.Contain("SingleUse").And.Contain("not offered: no");
    }

    [Test]
    public void No_secret_is_printed() =>
        _run.Output.Should().NotContain(_owner.SecretKey).And.Contain("X-Amz-Signature=").And.NotMatchRegex("X-Amz-Signature=[0-9a-f]{7}");
}
