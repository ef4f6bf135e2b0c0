using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Clients;

/// <summary>Clients and options that contradict each other are faults at start, and so are clients that can get no key to sign with.</summary>
public sealed class AzureClientFaultTests
{
    private static readonly TestCaseData[] Contradictions =
    [
        Of("account", (_, options) => options.AccountName = "fabrikam",
            "AccountName is for the account 'fabrikam', and BlobServiceClient is for 'contoso'; set one of them."),
        Of("connection", (_, options) => options.ConnectionString = $"AccountName=fabrikam;AccountKey={TestAccount.Key}",
            "ConnectionString is for the account 'fabrikam', and BlobServiceClient is for 'contoso'; set one of them."),
        Of("URL of another account", (_, options) => options.BlobServiceUri = new Uri("https://fabrikam.blob.core.windows.net"),
            "BlobServiceUri is for the account 'fabrikam', and BlobServiceClient is for 'contoso'; set one of them."),
        Of("URL elsewhere", (_, options) => options.BlobServiceUri = new Uri("https://contoso.blob.core.chinacloudapi.cn"),
            "BlobServiceUri is for https://contoso.blob.core.chinacloudapi.cn, "
            + "and BlobServiceClient is for https://contoso.blob.core.windows.net; set one of them."),
        Of("URL of the queues", (_, options) => options.QueueServiceUri = new Uri("https://fabrikam.queue.core.windows.net"),
            "QueueServiceUri is for the account 'fabrikam', and BlobServiceClient is for 'contoso'; set one of them."),
        Of("national cloud", (_, options) => options.EndpointSuffix = "core.chinacloudapi.cn",
            "EndpointSuffix is 'core.chinacloudapi.cn', and BlobServiceClient is for https://contoso.blob.core.windows.net; set one of them."),
        Of("emulator", (_, options) => options.UseEmulator = true,
            "UseEmulator is for the emulator, and BlobServiceClient is for https://contoso.blob.core.windows.net; set one of them."),
        Of("queues of another account", (account, options) => options.QueueServiceClient = account.Queues("fabrikam"),
            "BlobServiceClient is for the account 'contoso', and QueueServiceClient for 'fabrikam'; set clients of one account."),
    ];

    private static readonly TestCaseData[] Unusable =
    [
        Of("account key", (_, options) => options.BlobServiceClient = ClientAccount.KeyBlobs(),
            "Nothing can sign; BlobServiceClient was made with an account key, which it does not reveal: set Credential * or AccountKey."),
        Of("shared access signature",
            (_, options) =>
                options.BlobServiceClient = new BlobServiceClient(new Uri("https://contoso.blob.core.windows.net/?sv=2020-08-04&sig=hunter2")),
            "Nothing can sign; BlobServiceClient was made with a shared access signature, which cannot sign others: set *"),
        Of("http", (_, options) => options.BlobServiceClient = new BlobServiceClient(new Uri("http://contoso.blob.core.windows.net")),
            "Nothing can sign; BlobServiceClient is at http://contoso.blob.core.windows.net, and Entra ID's tokens do not travel by http: set *"),
    ];

    [TestCaseSource(nameof(Contradictions))]
    public async Task Both_are_named(Delegate configure, string fault)
    {
        await using ClientAccount account = new(configure: (account, options) =>
        {
            options.BlobServiceClient = account.Blobs();
            ((Action<ClientAccount, AzureStorageOptions>)configure)(account, options);
        });

        account.Faults().Should().Contain(fault);
    }

    [Test]
    public async Task What_has_the_issuers_name_is_named()
    {
        await using ClientAccount account = new(
            (account, services) => services.AddKeyedSingleton(ClientAccount.Name, account.Blobs()), (_, options) => options.AccountName = "fabrikam");

        account.Faults().Should().Equal(
            "AccountName is for the account 'fabrikam', and the BlobServiceClient registered as 'reports' is for 'contoso'; set one of them.");
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task A_client_that_gets_no_keys_says_what_to_set(Delegate configure, string fault)
    {
        await using ClientAccount account = new(configure: (Action<ClientAccount, AzureStorageOptions>)configure);

        account.Faults().Should().ContainSingle().Which.Should().Match(fault).And.NotContain("hunter2");
    }

    [Test]
    public async Task A_client_that_hides_its_signature_is_told_of_at_the_first_key()
    {
        await using ClientAccount account = new(configure: (account, options) =>
        {
            account.Service.Status = HttpStatusCode.Forbidden;
            options.BlobServiceClient = new BlobServiceClient(
                new Uri("https://contoso.blob.core.windows.net"),
                new AzureSasCredential("sv=2020-08-04&sig=hunter2"),
                new BlobClientOptions { Transport = new global::Azure.Core.Pipeline.HttpClientTransport(account.Service) });
        });

        ValetKeyException fault = (await FluentActions.Awaiting(account.ReadUrlAsync).Should().ThrowAsync<ValetKeyException>()).Which;

        fault.Message.Should().EndWith("The client is the application's own; it must have a credential of Entra ID, and no shared access signature.")
            .And.NotContain("hunter2");
    }

    [Test]
    public async Task Queues_without_a_client_are_refused_and_the_message_says_what_to_set()
    {
        await using ClientAccount account = new(configure: (account, options) => options.BlobServiceClient = account.Blobs());

        ValetKeyException fault = (await FluentActions.Awaiting(account.SendUrlAsync).Should().ThrowAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.Message).Should().Be((ValetKeyErrorReason.Unsupported,
            "Nothing can sign for queues: no QueueServiceClient is there. "
            + "Set QueueServiceClient to one with a credential of Entra ID, or set Credential."));
    }

    private static TestCaseData Of(string name, Action<ClientAccount, AzureStorageOptions> configure, string fault) =>
        new TestCaseData(configure, fault).SetArgDisplayNames(name);
}
