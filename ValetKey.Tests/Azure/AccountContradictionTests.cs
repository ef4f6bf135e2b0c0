using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Settings that speak of different accounts are a fault at start, which names both fields and no secret.</summary>
internal sealed class AccountContradictionTests : AzureOptionsTestBase
{
    private const string Accounts = "name different accounts; set one of them, or make them agree.";
    private const string OfFabrikam = $"AccountName=fabrikam;AccountKey={TestAccount.Key}";
    private const string Emulated = "UseDevelopmentStorage=true";
    private const string Azurite = $"AccountName=contoso;AccountKey={TestAccount.Key};BlobEndpoint=http://127.0.0.1:10000/contoso";

    private static IEnumerable<TestCaseData> Contradictions()
    {
        yield return Case($"AccountName and ConnectionString {Accounts}", o => (o.AccountName, o.ConnectionString) = ("contoso", OfFabrikam));
        yield return Case($"AccountName and ConnectionString {Accounts}",
            o => (o.AccountName, o.ConnectionString) = ("contoso",
                $"AccountKey={TestAccount.Key};BlobEndpoint=https://fabrikam.blob.core.windows.net"));
        yield return Case($"AccountName and BlobServiceUri {Accounts}", o =>
            (o.AccountName, o.AccountKey, o.BlobServiceUri) = ("contoso", TestAccount.Key, new("https://fabrikam.blob.core.windows.net")));
        yield return Case($"AccountName and QueueServiceUri {Accounts}", o =>
            (o.AccountName, o.AccountKey, o.QueueServiceUri) = ("contoso", TestAccount.Key, new("https://fabrikam.queue.core.chinacloudapi.cn")));
        yield return Case($"AccountName and PublicBlobUri {Accounts}", o =>
            (o.AccountName, o.AccountKey, o.PublicBlobUri) = ("contoso", TestAccount.Key, new("https://fabrikam.z01.blob.storage.azure.net")));
        yield return Case($"ConnectionString and BlobServiceUri {Accounts}",
            o => (o.ConnectionString, o.BlobServiceUri) = (OfFabrikam, new("https://contoso.privatelink.blob.core.windows.net")));
        yield return Case($"BlobServiceUri and QueueServiceUri {Accounts}", o => (o.AccountKey, o.BlobServiceUri, o.QueueServiceUri) =
            (TestAccount.Key, new("https://contoso.blob.core.windows.net"), new("https://fabrikam.queue.core.windows.net")));
        yield return Case("BlobServiceUri and ConnectionString have different URLs for the blobs; set one of them, or make them agree.",
            o => (o.ConnectionString, o.BlobServiceUri) = ($"{OfFabrikam};BlobEndpoint=https://one.example", new("https://other.example")));
        yield return Case("QueueServiceUri and ConnectionString have different URLs for the queues; set one of them, or make them agree.",
            o => (o.ConnectionString, o.QueueServiceUri) = ($"{OfFabrikam};QueueEndpoint=https://one.example", new("https://one.example/a")));
        yield return Case("EndpointSuffix and ConnectionString have different domains; set one of them, or make them agree.",
            o => (o.ConnectionString, o.EndpointSuffix) = ($"{OfFabrikam};EndpointSuffix=core.usgovcloudapi.net", "core.chinacloudapi.cn"));
        yield return Case(
            "UseEmulator and ConnectionString are both set, and that one names an account at Azure; set one of them, or make them agree.",
            o => (o.ConnectionString, o.UseEmulator) = (OfFabrikam, true));
        yield return Case("ConnectionString holds a key, and AccountKey is set too; set one.",
            o => (o.ConnectionString, o.AccountKey) = (Emulated, TestAccount.OtherKey));

        static TestCaseData Case(string fault, Action<AzureStorageOptions> configure) => new(fault, configure);
    }

    [TestCaseSource(nameof(Contradictions))]
    public void Contradiction_is_a_fault_at_start(string fault, Action<AzureStorageOptions> configure) => Only(configure).Should().Be(fault);

    /// <summary>Once keys for one account at the emulator's address.</summary>
    [Test]
    public void An_account_beside_the_emulators_connection_string_is_two_faults() => FaultOf(options =>
        (options.AccountName, options.AccountKey, options.ConnectionString) = ("contoso", TestAccount.Key, Emulated)).Failures
        .Should().Equal($"AccountName and ConnectionString {Accounts}", "ConnectionString holds a key, and AccountKey is set too; set one.");

    private static IEnumerable<Action<AzureStorageOptions>> Agreements() =>
    [
        o => (o.AccountName, o.ConnectionString) = ("fabrikam", OfFabrikam),
        o => (o.ConnectionString, o.BlobServiceUri) = (OfFabrikam, new("https://fabrikam.blob.core.windows.net")),
        o => (o.ConnectionString, o.BlobServiceUri) = (OfFabrikam, new("https://fabrikam-secondary.blob.core.windows.net")),
        o => (o.ConnectionString, o.BlobServiceUri) = (OfFabrikam, new("https://media.example")),
        o => (o.ConnectionString, o.PublicBlobUri) = (OfFabrikam, new("https://files.blob.example")),
        o => (o.ConnectionString, o.BlobServiceUri) = ($"{OfFabrikam};BlobEndpoint=https://one.example/", new("https://one.example")),
        o => (o.ConnectionString, o.EndpointSuffix) = ($"{OfFabrikam};EndpointSuffix=core.chinacloudapi.cn", "core.chinacloudapi.cn"),
        o => (o.ConnectionString, o.UseEmulator) = (Emulated, true),
        o => (o.ConnectionString, o.UseEmulator) = (Azurite, true),
        o => (o.ConnectionString, o.AccountName) = (Emulated, "devstoreaccount1"),
    ];

    [TestCaseSource(nameof(Agreements))]
    public void What_agrees_may_be_said_twice(Action<AzureStorageOptions> configure)
    {
        AzureStorageOptions options = new();
        configure(options);

        AccountReader.Read(options, out IReadOnlyList<string> faults);

        faults.Should().BeEmpty();
    }
}
