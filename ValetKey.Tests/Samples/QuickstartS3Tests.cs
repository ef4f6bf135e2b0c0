using Amazon.Runtime;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart against a real S3-compatible store, with the settings that a newcomer would export.</summary>
internal sealed class QuickstartS3Tests
{
    [Test]
    public async Task Every_step_goes_as_expected_and_what_S3_cannot_enforce_is_refused()
    {
        CephGateway gateway = await CephGateway.RequireAsync();

        ChildProcess run = await RunAsync(gateway);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("All 13 steps went as expected.");
        run.Output.Should().ContainAll("AccessDenied", "PreconditionFailed", "Create not offered", "one type only");
        run.Output.Should().Contain("A single-use key twice").And.Contain("SingleUse").And.Contain("not offered: no");
    }

    [Test]
    public async Task No_secret_is_printed()
    {
        CephGateway gateway = await CephGateway.RequireAsync();

        ChildProcess run = await RunAsync(gateway);

        run.Output.Should().NotContain((await gateway.Owner.GetCredentialsAsync()).SecretKey).And.NotMatchRegex("X-Amz-Signature=[0-9a-f]{7}");
    }

    private static async Task<ChildProcess> RunAsync(CephGateway gateway)
    {
        ImmutableCredentials owner = await gateway.Owner.GetCredentialsAsync();
        return await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            [typeof(ProviderCatalog).Assembly.Location, "--provider", "s3"],
            TimeSpan.FromMinutes(1),
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_S3"] = gateway.Endpoint.AbsoluteUri,
                ["AWS_REGION"] = CephGateway.Region,
                ["AWS_ACCESS_KEY_ID"] = owner.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = owner.SecretKey,
                ["VALETKEY_S3_BUCKET"] = $"valetkey-{Guid.NewGuid():n}",
            });
    }
}
