using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Samples;

/// <summary>The quickstart against the stand-in for Cloud Storage, with the settings that a newcomer would export.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class QuickstartGcsTests(bool withHmac)
{
    private const string AccessId = "GOOG1EQUICKSTART";
    private const string Secret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    private readonly string _credentialFile = Path.Combine(Path.GetTempPath(), $"valetkey-{Guid.NewGuid():n}.json");
    private GcsServer _server = null!;
    private string _bucket = null!;
    private ChildProcess _first = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await GcsServer.StartAsync();
        _server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        _server.Service.Accounts.AddHmacKey(AccessId, Secret);
        await File.WriteAllTextAsync(_credentialFile, TestServiceAccount.Json);
        _bucket = _server.CreateBucket();
        _first = await RunAsync(_bucket);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        File.Delete(_credentialFile);
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Every_step_goes_as_expected_and_what_Google_cannot_enforce_is_refused()
    {
        ChildProcess again = await RunAsync(_bucket);

        _first.ExitCode.Should().Be(0, _first.Output);
        again.ExitCode.Should().Be(0, again.Output);
        _first.Output.Should().Contain("All 16 steps went as expected.");
        _first.Output.Should().ContainAll("SignatureDoesNotMatch", "EntityTooLarge", "PreconditionFailed", "ExpiredToken",
            "Create not offered", "not offered: no key");
        _server.Store.List(_bucket, "").Should().Equal("users/42/avatar.png", "users/42/cat.png");
    }

    [Test]
    public void No_secret_is_printed()
    {
        _first.Output.Should().Contain("X-Goog-Signature=").And.NotMatchRegex("X-Goog-Signature=[0-9a-f]{7}");
        _first.Output.Should().NotContain(Secret).And.NotContain(Convert.ToBase64String(TestServiceAccount.Key.ExportPkcs8PrivateKey())[100..140]);
    }

    [Test]
    public async Task Bucket_that_is_not_there_is_told()
    {
        ChildProcess run = await RunAsync("valetkey-nowhere");

        run.ExitCode.Should().NotBe(0);
        run.Output.Should().Contain("The bucket 'valetkey-nowhere' cannot be used: 404 NoSuchBucket.").And.Contain("VALETKEY_GCS_BUCKET");
    }

    private Task<ChildProcess> RunAsync(string bucket)
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
            environment["GOOGLE_APPLICATION_CREDENTIALS"] = _credentialFile;
        }

        return ChildProcess.RunAsync(
            ChildProcess.Dotnet, [typeof(ProviderCatalog).Assembly.Location, "--provider", "gcs"], environment);
    }
}
