using System.Globalization;
using Azure.Storage.Sas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Defaults are pinned; faults are told at start, all at once, each with its field.</summary>
internal sealed class AzureOptionsTests : AzureOptionsTestBase
{
    [Test]
    public void Defaults_are_pinned()
    {
        AzureStorageOptions options = new();

        options.AccountName.Should().BeNull();
        options.BlobServiceUri.Should().BeNull();
        options.QueueServiceUri.Should().BeNull();
        options.EndpointSuffix.Should().Be("core.windows.net");
        options.ConnectionString.Should().BeNull();
        options.Credential.Should().BeNull();
        options.AccountKey.Should().BeNull();
        options.SecondaryAccountKey.Should().BeNull();
        options.SigningKey.Should().Be(AzureSigningKey.Primary);
        options.UseEmulator.Should().BeFalse();
        options.PublicBlobUri.Should().BeNull();
        options.PublicQueueUri.Should().BeNull();
        options.ServiceVersion.Should().BeNull();
        options.HierarchicalNamespace.Should().BeFalse();
        options.ContainerNames.Should().BeEmpty();
        options.DelegationKeyLifetime.Should().Be(TimeSpan.FromDays(1));
    }

    [Test]
    public async Task Tokens_are_of_the_version_that_the_sdk_writes()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a", Permissions.Read));

        SasText.Value(key.Url, "sv").Should().Be(SasQueryParameters.DefaultSasVersion).And.Be("2026-10-06");
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        OptionsValidationException fault = FaultOf(options =>
        {
            options.BlobServiceUri = new Uri("ftp://contoso.example");
            options.QueueServiceUri = new Uri("https://contoso.example/?a=b");
            options.PublicBlobUri = new Uri("/relative", UriKind.Relative);
            options.PublicQueueUri = new Uri("https://user@contoso.example");
            options.EndpointSuffix = "not a domain";
            options.ServiceVersion = "latest";
            options.AccountKey = "no base64!";
            options.SecondaryAccountKey = "neither!";
            options.ContainerNames["media"] = "No";
            options.DelegationKeyLifetime = TimeSpan.FromMinutes(1);
        });

        fault.Failures.Select(failure => failure.Split(' ', ':')[0]).Should().BeEquivalentTo(
        [
            "BlobServiceUri", "QueueServiceUri", "PublicBlobUri", "PublicQueueUri", "EndpointSuffix", "ServiceVersion",
            "AccountKey", "SecondaryAccountKey",
            "AccountName", "ContainerNames", "DelegationKeyLifetime",
        ]);
    }

    [TestCase("ab")]
    [TestCase("Contoso")]
    [TestCase("con-toso")]
    [TestCase("")]
    [TestCase("contos\u0661")]
    public void An_accounts_name_is_plain(string name) => Only(options => (options.AccountName, options.AccountKey) = (name, TestAccount.Key))
        .Should().Be($"AccountName is '{name}'; it must be 3 to 24 lower-case letters and digits.");

    [TestCase("No")]
    [TestCase(null)]
    public void A_container_is_mapped_to_a_name(string? name) => Only(options =>
    {
        (options.AccountName, options.AccountKey) = ("contoso", TestAccount.Key);
        options.ContainerNames["media"] = name!;
    }).Should().Match("ContainerNames maps 'media' to '*', which is no container's name: 3 to 63 *");

    [TestCase("2018-03-28")]
    [TestCase("2026-10-07")]
    [TestCase("2026-1-1")]
    [TestCase("")]
    public void A_version_is_one_that_is_known(string version) =>
        Only(options => (options.AccountName, options.AccountKey, options.ServiceVersion) = ("contoso", TestAccount.Key, version))
            .Should().Be("ServiceVersion is not a version from 2018-11-09 to 2026-10-06.");

    [TestCase(null)]
    [TestCase("")]
    [TestCase("core.windows.net.")]
    [TestCase("core.windows.net/path")]
    [TestCase("core.windows.net@evil.example")]
    [TestCase("core.windows.net:443")]
    public void A_suffix_is_a_domain(string? suffix) =>
        Only(options => (options.AccountName, options.AccountKey, options.EndpointSuffix) = ("contoso", TestAccount.Key, suffix!))
            .Should().Be("EndpointSuffix must be a domain such as core.windows.net.");

    [Test]
    public void The_emulator_has_no_hierarchical_namespace() =>
        Only(options => (options.UseEmulator, options.HierarchicalNamespace) = (true, true))
            .Should().Be("HierarchicalNamespace is true, and the emulator has none.");

    [TestCase("00:59:59")]
    [TestCase("7.00:00:01")]
    public void A_delegation_key_lives_an_hour_to_seven_days(string lifetime) =>
        Only(options => (options.AccountName, options.AccountKey, options.DelegationKeyLifetime) = ("contoso", TestAccount.Key,
            TimeSpan.Parse(lifetime, CultureInfo.InvariantCulture)))
            .Should().Contain("DelegationKeyLifetime").And.Contain("01:00:00").And.Contain("7.00:00:00");

    [Test]
    public void Registering_again_adds_settings()
    {
        ServiceCollection services = new();

        services.AddValetKey().AddAzureStorage("media", options => options.AccountName = "contoso")
            .AddAzureStorage("media", options => options.AccountKey = TestAccount.Key);

        using ServiceProvider provider = services.BuildServiceProvider();
        AzureStorageOptions options = provider.GetRequiredService<IOptionsMonitor<AzureStorageOptions>>().Get("media");
        (options.AccountName, options.AccountKey).Should().Be(("contoso", TestAccount.Key));
    }
}
