using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Clients;

/// <summary>The account that an application has clients for is not said twice, and the clients themselves ask for delegation keys.</summary>
public sealed class AzureClientTests
{
    private static readonly TestCaseData[] Ways =
    [
        Way("handed over", null, (account, options) => (options.BlobServiceClient, options.QueueServiceClient) = (account.Blobs(), account.Queues())),
        Way("keyed", (account, services) => services.AddKeyedSingleton(ClientAccount.Name, account.Blobs())
            .AddKeyedSingleton(ClientAccount.Name, account.Queues())),
        Way("without a name", (account, services) => services.AddSingleton(account.Blobs()).AddSingleton(account.Queues())),
        Way("Azure's own registration by name", (account, services) => services.AddAzureClients(clients =>
        {
            clients.AddClient<BlobServiceClient, BlobClientOptions>(_ => account.Blobs()).WithName(ClientAccount.Name);
            clients.AddClient<QueueServiceClient, QueueClientOptions>(_ => account.Queues()).WithName(ClientAccount.Name);
        })),
        Way("Azure's own registration", (account, services) => services.AddAzureClients(clients =>
        {
            clients.AddClient<BlobServiceClient, BlobClientOptions>(_ => account.Blobs());
            clients.AddClient<QueueServiceClient, QueueClientOptions>(_ => account.Queues());
        })),
        Way(
            "account set too",
            (account, services) => services.AddSingleton(account.Blobs()).AddSingleton(account.Queues()),
            (_, options) => options.AccountName = "contoso"),
    ];

    [TestCaseSource(nameof(Ways))]
    public async Task Keys_are_those_of_the_same_settings_written_out(Delegate? register, Delegate? configure)
    {
        await using ClientAccount found = new(
            (Action<ClientAccount, IServiceCollection>?)register, (Action<ClientAccount, AzureStorageOptions>?)configure);
        await using ClientAccount written = new(configure: (account, options) => (options.AccountName, options.Credential, options.Transport) =
            ("contoso", ClientAccount.Credential, new HttpClientTransport(account.Service)));

        (await found.ReadUrlAsync()).Should().Be(await written.ReadUrlAsync()).And.StartWith("https://contoso.blob.core.windows.net/pictures/a.png?");
        (await found.SendUrlAsync()).Should().Be(await written.SendUrlAsync()).And.StartWith("https://contoso.queue.core.windows.net/jobs/messages?");
        found.Service.Requests.Should().HaveCount(2, "the clients' own transport was asked, for blobs and for queues");
    }

    [Test]
    public async Task An_account_key_beside_a_client_that_was_made_with_it_signs()
    {
        await using ClientAccount found = new(configure: (_, options) =>
            (options.BlobServiceClient, options.AccountKey) = (ClientAccount.KeyBlobs(), TestAccount.Key));
        await using ClientAccount written = new(configure: (_, options) => (options.AccountName, options.AccountKey) = ("contoso", TestAccount.Key));

        (await found.ReadUrlAsync()).Should().Be(await written.ReadUrlAsync());
    }

    [Test]
    public async Task A_credential_that_is_set_wins()
    {
        await using ClientAccount other = new();
        await using ClientAccount account = new(configure: (account, options) =>
            (options.BlobServiceClient, options.Credential, options.Transport) =
                (account.Blobs(), ClientAccount.Credential, new HttpClientTransport(other.Service)));

        await account.ReadUrlAsync();

        (account.Service.Requests.Count, other.Service.Requests.Count).Should().Be((0, 1));
    }

    [Test]
    public async Task What_is_handed_over_goes_before_the_name_and_the_name_before_the_rest()
    {
        await using ClientAccount all = new(
            (account, services) => services.AddSingleton(account.Blobs("every")).AddKeyedSingleton(ClientAccount.Name, account.Blobs("keyed")),
            (account, options) => options.BlobServiceClient = account.Blobs("handed"));
        await using ClientAccount keyed = new((account, services) => services.AddSingleton(account.Blobs("every"))
            .AddKeyedSingleton(ClientAccount.Name, account.Blobs("keyed")));
        await using ClientAccount another = new((account, services) => services.AddSingleton(account.Blobs("every"))
            .AddKeyedSingleton("another", account.Blobs("keyed")));

        (await all.ReadUrlAsync()).Should().StartWith("https://handed.");
        (await keyed.ReadUrlAsync()).Should().StartWith("https://keyed.");
        (await another.ReadUrlAsync()).Should().StartWith("https://every.");
    }

    [Test]
    public async Task Clients_for_everything_are_left_alone_by_another_account()
    {
        await using ClientAccount account = new(
            (account, services) => services.AddSingleton(account.Blobs()).AddSingleton(account.Queues()),
            (account, options) => options.BlobServiceClient = account.Blobs("fabrikam"));

        account.Start();

        (account.Found.Blobs!.AccountName, account.Found.Queues).Should().Be(("fabrikam", null));
    }

    [Test]
    public async Task What_says_all_asks_for_no_client()
    {
        await using ClientAccount account = new(
            (_, services) => services.AddScoped<BlobServiceClient>(_ => throw new InvalidOperationException("Nobody needs it.")),
            (_, options) => (options.AccountName, options.AccountKey) = ("contoso", TestAccount.Key));

        FluentActions.Invoking(account.Start).Should().NotThrow();
    }

    [TestCaseSource(nameof(Ways))]
    public async Task A_reload_goes_on_with_the_client(Delegate? register, Delegate? configure)
    {
        ConfigurationManager settings = new() { ["DelegationKeyLifetime"] = "0.12:00:00" };
        await using ClientAccount account = new(
            (Action<ClientAccount, IServiceCollection>?)register, (Action<ClientAccount, AzureStorageOptions>?)configure, settings);
        string before = await account.ReadUrlAsync();

        Reload();
        (await account.ReadUrlAsync()).Should().Be(before);
        account.Service.Requests.Should().ContainSingle("nothing has changed");

        settings["DelegationKeyLifetime"] = "0.06:00:00";
        settings["PublicBlobUri"] = "https://files.example";
        Reload();

        (await account.ReadUrlAsync()).Should().StartWith("https://files.example/pictures/a.png?");
        account.Service.Requests.Should().HaveCount(2, "the client was asked for a key of the new settings");

        void Reload() => ((IConfigurationRoot)settings).Reload();
    }

    [Test]
    public async Task A_named_client_that_cannot_be_made_is_not_passed_over()
    {
        await using ClientAccount account = new((account, services) =>
        {
            services.AddSingleton(account.Blobs());
            services.AddAzureClients(clients => clients.AddClient<BlobServiceClient, BlobClientOptions>(
                _ => throw new InvalidOperationException("no such secret")).WithName(ClientAccount.Name));
        });

        FluentActions.Invoking(account.Start).Should().Throw<InvalidOperationException>().WithMessage("no such secret");
    }

    private static TestCaseData Way(
        string name, Action<ClientAccount, IServiceCollection>? register, Action<ClientAccount, AzureStorageOptions>? configure = null) =>
        new TestCaseData(register, configure).SetArgDisplayNames(name);
}
