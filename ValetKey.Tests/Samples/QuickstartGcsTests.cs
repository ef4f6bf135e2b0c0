using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart against the stand-in for Cloud Storage, with the settings that a newcomer would export.</summary>
internal sealed class QuickstartGcsTests
{
    private const string AccessId = "GOOG1EQUICKSTART";
    private const string Secret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    private static readonly string CredentialFile = Path.Combine(Path.GetTempPath(), $"valetkey-{Guid.NewGuid():n}.json");

    private GcsServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await GcsServer.StartAsync();
        _server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        _server.Service.Accounts.AddHmacKey(AccessId, Secret);
        await File.WriteAllTextAsync(CredentialFile, TestServiceAccount.Json);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        File.Delete(CredentialFile);
        await _server.DisposeAsync();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Every_step_goes_as_expected_and_what_Google_cannot_enforce_is_refused(bool withHmac)
    {
        string bucket = _server.CreateBucket();

        ChildProcess first = await RunAsync(bucket, withHmac);
        ChildProcess again = await RunAsync(bucket, withHmac);

        first.ExitCode.Should().Be(0, first.Output);
        again.ExitCode.Should().Be(0, again.Output);
        first.Output.Should().Contain("All 13 steps went as expected.");
        first.Output.Should().ContainAll("SignatureDoesNotMatch", "EntityTooLarge", "PreconditionFailed", "ExpiredToken",
            "Create not offered", "not offered: no key");
        _server.Store.List(bucket, "").Should().Equal("users/42/avatar.png", "users/42/cat.png");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task No_secret_is_printed(bool withHmac)
    {
        ChildProcess run = await RunAsync(_server.CreateBucket(), withHmac);

        run.Output.Should().Contain("X-Goog-Signature=").And.NotMatchRegex("X-Goog-Signature=[0-9a-f]{7}");
        run.Output.Should().NotContain(Secret).And.NotContain(Convert.ToBase64String(TestServiceAccount.Key.ExportPkcs8PrivateKey())[100..140]);
    }

    [Test]
    public async Task Bucket_that_is_not_there_is_told()
    {
        ChildProcess run = await RunAsync("valetkey-nowhere", withHmac: false);

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("The bucket 'valetkey-nowhere' cannot be used: 404 NoSuchBucket.").And.Contain("VALETKEY_GCS_BUCKET");
    }

    private Task<ChildProcess> RunAsync(string bucket, bool withHmac)
    {
        Dictionary<string, string> environment = new()
        {
            ["STORAGE_EMULATOR_HOST"] = _server.Endpoint.Authority,
            ["VALETKEY_GCS_BUCKET"] = bucket,
        };
        if (withHmac)
        {
            environment["VALETKEY_GCS_HMAC_ACCESS_ID"] = AccessId;
            environment["VALETKEY_GCS_HMAC_SECRET"] = Secret;
        }
        else
        {
            environment["GOOGLE_APPLICATION_CREDENTIALS"] = CredentialFile;
        }

        return ChildProcess.RunAsync(
            ChildProcess.Dotnet, [typeof(ProviderCatalog).Assembly.Location, "--provider", "gcs"], TimeSpan.FromMinutes(1), environment);
    }
}
