using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Defaults are pinned; faults are told at start, all at once, with field, value and what is allowed, and never with a secret.</summary>
public sealed class GcsOptionsTests : GcsOptionsTestBase
{
    [Test]
    public void Defaults_are_pinned()
    {
        GoogleCloudStorageOptions options = new();

        options.Credential.Should().BeNull();
        options.CredentialJson.Should().BeNull();
        options.CredentialPath.Should().BeNull();
        options.HmacKey.Should().BeNull();
        options.BlobSigner.Should().BeNull();
        options.UrlSigner.Should().BeNull();
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
            options.BlobSigner = TestServiceAccount.Credential;
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
}
