using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Defaults are pinned; faults are told at start, all at once, with field, value and what is allowed, and never with a secret.</summary>
public sealed class GcsOptionsTests
{
    private const string Hidden = "hunter2";

    [Test]
    public void Defaults_are_pinned()
    {
        GoogleCloudStorageOptions options = new();

        options.Credential.Should().BeNull();
        options.CredentialJson.Should().BeNull();
        options.CredentialPath.Should().BeNull();
        options.HmacKey.Should().BeNull();
        options.BlobSigner.Should().BeNull();
        options.ServiceAccount.Should().BeNull();
        options.MaximumConcurrentSignatures.Should().Be(32);
        options.ContainerNames.Should().BeEmpty();
        options.UrlStyle.Should().Be(GcsUrlStyle.Path);
        options.BucketBoundUrls.Should().BeEmpty();
        options.PublicUrl.Should().BeNull();
        options.ServiceUrl.Should().BeNull();
        options.EmulatorHost.Should().BeNull();
        options.UniverseDomain.Should().Be("googleapis.com");
        options.UseResponseOverrides.Should().BeFalse();
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        OptionsValidationException fault = FaultOf(options =>
        {
            options.CredentialJson = "{}";
            options.CredentialPath = "/no/such/file";
            options.HmacKey = new GcsHmacKey("", "");
            options.BlobSigner = TestAccount.Credential;
            options.MaximumConcurrentSignatures = 0;
            options.ContainerNames["media"] = "No";
            options.UrlStyle = (GcsUrlStyle)9;
            options.BucketBoundUrls["No"] = new Uri("ftp://media.example");
            options.PublicUrl = new Uri("https://store.example/path");
            options.ServiceUrl = new Uri("ftp://store.example");
            options.EmulatorHost = "a b";
            options.UniverseDomain = "a b";
        });

        fault.Failures.Select(failure => failure.Split(' ', ':')[0]).Should().BeEquivalentTo(
        [
            "CredentialJson,", "CredentialJson", "CredentialPath", "HmacKey", "BlobSigner", "MaximumConcurrentSignatures", "ContainerNames",
            "UrlStyle", "BucketBoundUrls",
            "BucketBoundUrls", "PublicUrl", "ServiceUrl", "EmulatorHost", "UniverseDomain",
        ]);
    }

    [Test]
    public void Two_credentials_are_one_too_many() => Only(options =>
    {
        options.CredentialJson = TestAccount.Json;
        options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", Hidden);
    }).Should().Be("CredentialJson, HmacKey are set; set one of them.");

    [TestCase("", "is no JSON")]
    [TestCase("hunter2", "is no JSON")]
    [TestCase("[\"hunter2\"]", "holds no credential: *")]
    [TestCase("{\"private_key\":\"hunter2\"}", "holds no credential: *")]
    [TestCase("{\"type\":3}", "holds no credential: *")]
    [TestCase("{\"type\":\"hunter2\"}", "holds a credential of which Google's library can make nothing (*)")]
    [TestCase("{\"type\":\"authorized_user\",\"client_secret\":\"hunter2\"}", "holds a credential of which Google's library can make nothing (*)")]
    [TestCase("{\"type\":\"service_account\",\"private_key\":\"hunter2\"}", "holds a service account without its client_email")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"hunter2\",\"private_key\":\"hunter2\"}",
        "holds a service account without its client_email")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"a@b\"}", "holds a service account without its private_key")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"hunter2\"}", "holds a private_key that is none: *")]
    public void A_credential_in_json_is_one_that_can_be_read(string json, string fault) => Only(options => options.CredentialJson = json).Should()
        .Match($"CredentialJson {fault}.").And.NotContain(Hidden);

    [Test]
    public void A_private_key_that_is_cut_off_is_told_without_a_fragment_of_it()
    {
        string cut = TestAccount.Pem.Remove(300, 400);

        string fault = Only(options => options.CredentialJson = TestAccount.JsonWith(cut));

        fault.Should().StartWith("CredentialJson holds a private_key that is none");
        TestAccount.Pem.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-'))
            .Should().NotContain(line => fault.Contains(line.Substring(0, 20)));
    }

    [Test]
    public void A_path_that_holds_the_credential_itself_is_not_repeated() => Only(options => options.CredentialPath = TestAccount.Json).Should()
        .Be("CredentialPath holds the credential itself; that belongs into CredentialJson.");

    [TestCase("/no/such/file.json", "CredentialPath is '/no/such/file.json', which cannot be read (*NotFoundException).")]
    [TestCase("", "CredentialPath is '', which cannot be read (ArgumentException).")]
    public void A_credential_file_can_be_read(string path, string fault) => Only(options => options.CredentialPath = path).Should().Match(fault);

    [Test]
    public void A_credential_file_is_named_and_its_content_is_not_repeated()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"hunter2\"}");

            Only(options => options.CredentialPath = path).Should().StartWith($"CredentialPath is '{path}', which holds a private_key that is none")
                .And.NotContain(Hidden);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("GOOG1EXAMPLE", "hunter2 ")]
    [TestCase("GOOG1EXAMPLE", "")]
    [TestCase("", "hunter2")]
    [TestCase("GOOG1\n", "hunter2")]
    public void An_hmac_key_is_plain(string id, string secret) => Only(options => options.HmacKey = new GcsHmacKey(id, secret)).Should()
        .StartWith("HmacKey has an access id or a secret that is empty or holds a space").And.NotContain(Hidden);

    [Test]
    public void A_blob_signer_has_an_account() =>
        Only(options => options.BlobSigner = TestAccount.Credential)
            .Should().Be("BlobSigner is set and ServiceAccount is not; keys bear the account that signs.");

    [Test]
    public void An_hmac_key_has_an_account_of_its_own() => Only(options =>
    {
        options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", Hidden);
        options.ServiceAccount = TestAccount.Email;
    }).Should().Be("ServiceAccount does not go with HmacKey, which has an account of its own.");

    [TestCase("uploads")]
    [TestCase("@b")]
    [TestCase("a@")]
    [TestCase("a b@c")]
    public void A_service_account_is_an_address(string account) => Only(options => options.ServiceAccount = account).Should()
        .Be($"ServiceAccount is '{account}'; it must be a service account's e-mail address, such as uploads@project.iam.gserviceaccount.com.");

    [Test]
    public void A_credential_that_cannot_sign_is_told_at_start() =>
        Only(options => options.Credential = GoogleCredential.FromAccessToken(Hidden)).Should()
        .Be("Credential is of the type AccessTokenCredential, which cannot sign; use a service account's, an impersonated or a compute credential.");

    [TestCase("https://AKIA:hunter2@store.example")]
    [TestCase("https://store.example/?X-Goog-Signature=hunter2")]
    [TestCase("https://store.example/#hunter2")]
    public void A_secret_in_a_url_is_not_repeated(string url)
    {
        foreach (Action<GoogleCloudStorageOptions> set in new Action<GoogleCloudStorageOptions>[]
        {
            options => options.ServiceUrl = new Uri(url), options => options.PublicUrl = new Uri(url), options => options.EmulatorHost = url,
            options => options.BucketBoundUrls["media"] = new Uri(url),
        })
        {
            Only(set).Should().Contain("[redacted]").And.NotContain(Hidden).And.NotContain("AKIA");
        }
    }

    [TestCase(0)]
    [TestCase(1001)]
    public void So_many_signatures_at_once(int count) =>
        Only(options => options.MaximumConcurrentSignatures = count).Should().Contain("MaximumConcurrentSignatures").And.Contain("1 and 1000");

    [Test]
    public void Registering_again_adds_settings()
    {
        ServiceCollection services = new();

        services.AddValetKey().AddGoogleCloudStorage("media", options => options.UniverseDomain = "universe.example")
            .AddGoogleCloudStorage("media", options => options.UrlStyle = GcsUrlStyle.VirtualHosted);

        using ServiceProvider provider = services.BuildServiceProvider();
        GoogleCloudStorageOptions options = provider.GetRequiredService<IOptionsMonitor<GoogleCloudStorageOptions>>().Get("media");
        (options.UniverseDomain, options.UrlStyle).Should().Be(("universe.example", GcsUrlStyle.VirtualHosted));
    }

    [Test]
    public async Task Containers_have_the_buckets_names()
    {
        await using TestBuckets buckets = new(options => options.ContainerNames["pictures"] = "contoso-pictures-eu");

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read));

        key.Url.Should().StartWith("https://storage.googleapis.com/contoso-pictures-eu/a/b.png?");
    }

    [TestCase("[::1]:9000", "http://[::1]:9000/pictures/a/b.png?")]
    [TestCase("localhost:9000", "http://localhost:9000/pictures/a/b.png?")]
    [TestCase("https://localhost:9000", "https://localhost:9000/pictures/a/b.png?")]
    public async Task An_emulator_is_reached_as_it_is_written(string host, string url)
    {
        await using TestBuckets buckets = new(options => options.EmulatorHost = host);

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read));

        key.Url.Should().StartWith(url);
    }

    private static string Only(Action<GoogleCloudStorageOptions> configure) => FaultOf(configure).Failures.Should().ContainSingle().Subject;

    private static OptionsValidationException FaultOf(Action<GoogleCloudStorageOptions> configure)
    {
        TestBuckets buckets = new(configure, withAccount: false);
        return FluentActions.Invoking(() => buckets.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
