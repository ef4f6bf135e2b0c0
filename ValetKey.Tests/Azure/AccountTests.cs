using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Which account the settings describe, from its name, its URLs or its connection string.</summary>
internal sealed class AccountTests
{
    private const string Blobs = "https://contoso.blob.core.windows.net/";
    private const string Queues = "https://contoso.queue.core.windows.net/";

    [Test]
    public void A_name_is_enough() => Read(options => options.AccountName = "contoso").Should().Be(("contoso", Blobs, Queues));

    [Test]
    public void A_national_cloud_has_another_domain() =>
        Read(options => (options.AccountName, options.EndpointSuffix) = ("contoso", "core.chinacloudapi.cn"))
        .Should().Be(("contoso", "https://contoso.blob.core.chinacloudapi.cn/", "https://contoso.queue.core.chinacloudapi.cn/"));

    [TestCase("https://contoso.blob.core.windows.net", Queues)]
    [TestCase("https://contoso.blob.core.chinacloudapi.cn", "https://contoso.queue.core.chinacloudapi.cn/")]
    [TestCase("https://contoso.z01.blob.storage.azure.net", "https://contoso.z01.queue.storage.azure.net/")]
    [TestCase("https://10.0.0.1:10000/contoso", Queues)]
    [TestCase("https://storage.example/contoso/", Queues)]
    public void A_url_names_the_account_and_the_queues_stay_in_its_cloud(string blobs, string queues) =>
        Read(options => options.BlobServiceUri = new Uri(blobs)).Should().Be(("contoso", new Uri(blobs).AbsoluteUri, queues));

    [Test]
    public void A_queues_url_names_it_too() => Read(options => options.QueueServiceUri = new Uri("https://contoso.queue.core.usgovcloudapi.net"))
        .Should().Be(("contoso", "https://contoso.blob.core.usgovcloudapi.net/", "https://contoso.queue.core.usgovcloudapi.net/"));

    [TestCase("https://media.example")]
    [TestCase("https://10.0.0.1")]
    [TestCase("https://storage.example/a/b")]
    public void A_url_of_ones_own_does_not_name_the_account(string url)
    {
        AzureStorageOptions options = new() { BlobServiceUri = new Uri(url), AccountKey = TestAccount.Key };

        AccountReader.Read(options, out IReadOnlyList<string> faults);

        faults.Should().ContainSingle().Which.Should().StartWith("AccountName must be set");
    }

    private static IEnumerable<TestCaseData> ConnectionStrings()
    {
        yield return Case(
            $"DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey={TestAccount.Key};EndpointSuffix=core.windows.net", Blobs, Queues);
        yield return Case($"AccountName=contoso;AccountKey={TestAccount.Key}", Blobs, Queues);
        yield return Case($"accountname=contoso;ACCOUNTKEY={TestAccount.Key};", Blobs, Queues);
        yield return Case(
            $"DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey={TestAccount.Key};EndpointSuffix=core.usgovcloudapi.net",
            "https://contoso.blob.core.usgovcloudapi.net/",
            "https://contoso.queue.core.usgovcloudapi.net/");
        yield return Case(
            $"AccountName=contoso;AccountKey={TestAccount.Key};BlobEndpoint=https://media.example;QueueEndpoint=https://jobs.example",
            "https://media.example/", "https://jobs.example/");
        yield return Case($"AccountKey={TestAccount.Key};BlobEndpoint=https://contoso.blob.core.windows.net/", Blobs, Queues);
        yield return Case(
            $"DefaultEndpointsProtocol=http;AccountName=contoso;AccountKey={TestAccount.Key}",
            "http://contoso.blob.core.windows.net/",
            "http://contoso.queue.core.windows.net/");

        static TestCaseData Case(string text, string blobs, string queues) => new(text, blobs, queues);
    }

    [TestCaseSource(nameof(ConnectionStrings))]
    public void A_connection_string_says_it_all(string text, string blobs, string queues)
    {
        AzureAccount account = AccountReader.Read(new AzureStorageOptions { ConnectionString = text });

        (account.Name, account.BlobUri.AbsoluteUri, account.QueueUri.AbsoluteUri).Should().Be(("contoso", blobs, queues));
        account.Key.Should().Equal(Convert.FromBase64String(TestAccount.Key));
    }

    [Test]
    public void The_emulators_connection_string_is_short()
    {
        AzureAccount account = AccountReader.Read(new AzureStorageOptions { ConnectionString = "UseDevelopmentStorage=true" });

        (account.Name, account.BlobUri.AbsoluteUri, account.Version.Text)
            .Should().Be(("devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1", "2025-11-05"));
    }

    [TestCase("no pairs", "is malformed")]
    [TestCase("SharedAccessSignature=sv=2026-10-06&sig=abcdefgh;BlobEndpoint=https://contoso.blob.core.windows.net",
        "holds a shared access signature, which cannot sign others")]
    [TestCase("AccountName=contoso", "holds no AccountKey")]
    [TestCase("AccountName=contoso;AccountKey=", "holds no AccountKey")]
    [TestCase("DefaultEndpointsProtocol=ftp;AccountName=contoso;AccountKey=AAAA", "has a DefaultEndpointsProtocol that is neither http nor https")]
    public void Another_connection_string_is_refused(string text, string fault)
    {
        AccountReader.Read(new AzureStorageOptions { ConnectionString = text }, out IReadOnlyList<string> faults);

        faults.Should().Contain(told => told.StartsWith($"ConnectionString {fault}", StringComparison.Ordinal));
    }

    [Test]
    public void An_emulators_other_account_needs_its_own_key()
    {
        AccountReader.Read(new AzureStorageOptions { UseEmulator = true, AccountName = "other" }, out IReadOnlyList<string> faults);

        faults.Should().ContainSingle().Which.Should().StartWith("Nothing can sign");
    }

    private static (string Name, string Blobs, string Queues) Read(Action<AzureStorageOptions> configure)
    {
        AzureStorageOptions options = new() { AccountKey = TestAccount.Key };
        configure(options);
        AzureAccount account = AccountReader.Read(options);
        return (account.Name, account.BlobUri.AbsoluteUri, account.QueueUri.AbsoluteUri);
    }
}
