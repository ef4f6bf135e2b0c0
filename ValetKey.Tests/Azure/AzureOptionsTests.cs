using System.Globalization;
using Azure.Storage.Sas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Defaults are pinned; faults are told at start, all at once, each with its field.</summary>
internal sealed class AzureOptionsTests
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

    [Test]
    public void Something_signs() => Only(options => options.AccountName = "contoso")
        .Should().StartWith("Nothing can sign: set Credential (user delegation, no key in the application) or AccountKey");

    [TestCase("http://contoso.blob.core.windows.net", "https://contoso.queue.core.windows.net")]
    [TestCase("https://contoso.blob.core.windows.net", "http://contoso.queue.core.windows.net")]
    public void A_credential_needs_https(string blobs, string queues) => Only(options =>
        (options.BlobServiceUri, options.QueueServiceUri, options.Credential) = (new Uri(blobs), new Uri(queues), TestAccount.Credential))
        .Should().StartWith("Credential needs https");

    [TestCase("AccountKey")]
    [TestCase("SecondaryAccountKey")]
    [TestCase("ConnectionString")]
    public void A_credential_needs_no_key(string field) => Only(options =>
    {
        (options.AccountName, options.Credential) = ("contoso", TestAccount.Credential);
        SetKey(options, field, TestAccount.Key);
    }).Should().StartWith("Credential and an account key are both set");

    [TestCase("AccountKey")]
    [TestCase("SecondaryAccountKey")]
    public void A_key_is_set_in_one_place(string field) => Only(options =>
    {
        SetKey(options, "ConnectionString", TestAccount.Key);
        SetKey(options, field, TestAccount.Key);
    }).Should().Be($"ConnectionString holds a key, and {field} is set too; set one.");

    [TestCase("AccountKey")]
    [TestCase("ConnectionString")]
    public void A_key_is_base64(string field) => Only(options =>
    {
        options.AccountName = "contoso";
        SetKey(options, field, "not-base64-at-all");
    }).Should().Be($"{field} holds no account key: base64, as the Azure portal shows it.");

    [Test]
    public void The_key_that_does_not_sign_yet_is_checked_too() =>
        Only(options => (options.AccountName, options.AccountKey, options.SecondaryAccountKey) = ("contoso", TestAccount.Key, "x!"))
            .Should().Be("SecondaryAccountKey holds no account key: base64, as the Azure portal shows it.");

    [TestCase("")]
    public void An_empty_key_is_none(string key) =>
        Only(options => (options.AccountName, options.AccountKey) = ("contoso", key)).Should().StartWith("AccountKey holds no account key");

    [Test]
    public void The_key_that_signs_is_set()
    {
        Only(options => (options.AccountName, options.AccountKey, options.SigningKey) = ("contoso", TestAccount.Key, AzureSigningKey.Secondary))
            .Should().Be("SigningKey is Secondary, and SecondaryAccountKey is not set.");
        Only(options => (options.AccountName, options.SecondaryAccountKey) = ("contoso", TestAccount.Key))
            .Should().Be("SigningKey is Primary, and AccountKey is not set.");
        Only(options => (options.AccountName, options.AccountKey, options.SigningKey) = ("contoso", TestAccount.Key, (AzureSigningKey)7))
            .Should().Be("SigningKey is 7; it must be Primary or Secondary.");
    }

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

    [TestCase("No")]
    [TestCase(null)]
    public void A_container_is_mapped_to_a_name(string? name) => Only(options =>
    {
        (options.AccountName, options.AccountKey) = ("contoso", TestAccount.Key);
        options.ContainerNames["media"] = name!;
    }).Should().Match("ContainerNames maps 'media' to '*', which is no container's name: 3 to 63 *");

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

    private static void SetKey(AzureStorageOptions options, string field, string key)
    {
        switch (field)
        {
            case "AccountKey":
                options.AccountKey = key;
                break;
            case "SecondaryAccountKey":
                options.SecondaryAccountKey = key;
                break;
            default:
                options.ConnectionString = $"AccountName=contoso;AccountKey={key}";
                break;
        }
    }

    private static string Only(Action<AzureStorageOptions> configure) => FaultOf(configure).Failures.Should().ContainSingle().Subject;

    private static OptionsValidationException FaultOf(Action<AzureStorageOptions> configure)
    {
        TestAccount account = TestAccount.WithOptions(configure);
        return FluentActions.Invoking(() => account.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
