using System.Net;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Where keys lead to: the account's own URLs, public ones, and the emulator's.</summary>
internal sealed class PlaceTests
{
    [TestCase("https://media.example", "https://media.example/media/a%20b?")]
    [TestCase("https://media.example:8443/blobs/", "https://media.example:8443/blobs/media/a%20b?")]
    [TestCase("https://b\u00fccher.example", "https://xn--bcher-kva.example/media/a%20b?")]
    [TestCase("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/media/a%20b?")]
    public async Task Keys_are_for_the_public_url_and_signed_for_the_account(string url, string start)
    {
        await using TestAccount own = TestAccount.WithKey();
        await using TestAccount behind = TestAccount.WithKey(options => options.PublicBlobUri = new Uri(url));
        KeyRequest request = TestAccount.Ask("object:media/a b", Permissions.Read);

        SignedUrl key = await behind.IssueAsync<SignedUrl>(request);

        key.Url.Should().StartWith(start);
        SasText.Value(key.Url, "sig").Should().Be(SasText.Value((await own.IssueAsync<SignedUrl>(request)).Url, "sig"));
    }

    [Test]
    public async Task Queues_have_a_public_url_of_their_own()
    {
        await using TestAccount account = TestAccount.WithKey(options => options.PublicQueueUri = new Uri("https://jobs.example"));

        (await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Send))).Url
            .Should().StartWith("https://jobs.example/jobs/messages?");
        (await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a", Permissions.Read))).Url
            .Should().StartWith("https://contoso.blob.core.windows.net/");
    }

    [Test]
    public async Task The_emulator_is_on_this_machine_at_its_ports_and_signs_with_the_key_that_everybody_knows()
    {
        await using TestAccount account = TestAccount.WithOptions(options => options.UseEmulator = true);

        SignedUrl blob = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a", Permissions.Read));
        SignedUrl queue = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Peek));

        blob.Url.Should().StartWith("http://127.0.0.1:10000/devstoreaccount1/media/a?sv=2025-11-05&st=");
        queue.Url.Should().StartWith("http://127.0.0.1:10001/devstoreaccount1/jobs/messages?peekonly=true&sv=2025-11-05&st=");
    }

    private static IEnumerable<TestCaseData> WaysToTheEmulator()
    {
        const string Known = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        yield return new TestCaseData((AzureStorageOptions options) => { options.UseEmulator = true; }).SetArgDisplayNames("UseEmulator");
        yield return new TestCaseData((AzureStorageOptions options) => { options.ConnectionString = "UseDevelopmentStorage=true"; })
            .SetArgDisplayNames("UseDevelopmentStorage");
        yield return new TestCaseData((AzureStorageOptions options) =>
        {
            options.ConnectionString =
                $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Known};"
                + "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;";
        }).SetArgDisplayNames("connection string in full");
        yield return new TestCaseData((AzureStorageOptions options) =>
        {
            (options.BlobServiceUri, options.AccountKey) = (new Uri("http://azurite:10000/devstoreaccount1"), Known);
        }).SetArgDisplayNames("key");
    }

    [TestCaseSource(nameof(WaysToTheEmulator))]
    public async Task What_the_emulator_does_not_enforce_is_refused(Action<AzureStorageOptions> configure)
    {
        await using TestAccount account = TestAccount.WithOptions(configure);
        KeyConstraints network = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")) };

        ValetKeyException client = await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Read, network));
        ValetKeyException scope = await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Create, null, new AzureEncryptionScope("a")));
        ValetKeyException https = await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Read, new() { HttpsOnly = true }));
        ValetKeyException directory = await account.RefusalOf(TestAccount.Ask("prefix:media/a/", Permissions.Read));

        client.Message.Should().Contain("would not enforce ClientNetwork");
        scope.Message.Should().Contain("does not know AzureEncryptionScope");
        https.Message.Should().Contain("would not enforce HttpsOnly");
        directory.Message.Should().Contain("does not open a resource of kind Prefix")
            .And.NotContain("set HierarchicalNamespace", "by itself it would be a fault");
    }

    [Test]
    public async Task The_emulator_binds_no_headers_and_another_store_would_help()
    {
        await using TestAccount account = TestAccount.Delegated(options =>
        {
            (options.UseEmulator, options.ServiceVersion) = (true, "2026-10-06");
            (options.BlobServiceUri, options.QueueServiceUri) = (new Uri("https://127.0.0.1:10000/devstoreaccount1"),
                new Uri("https://127.0.0.1:10001/devstoreaccount1"));
        });

        (await account.RefusalOf(TestAccount.Ask("object:media/a", Permissions.Create, new() { ContentType = "a/b" }))).Message
            .Should().Contain("would not enforce ContentType")
            .And.Contain("What would help: set AddLocalStorage (ValetKey.Local) in place of the emulator, for development, and a signed URL can; ")
            .And.EndWith("or set an account at Azure in place of the emulator, and a signed URL can.");
    }
}
