using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Client.Stores;

/// <summary>The same client at servers of other makers.</summary>
[Parallelizable]
internal sealed class ClientStoreTests
{
    private const int Part = 5 << 20; // As short as S3 takes them.
    private const int Length = (2 * Part) + 1000;

    [Test]
    public async Task Up_in_parts_and_down_in_ranges_at_the_gateway()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        await using StoreApp app = await StoreApp.StartAsync(await gateway.CreateBucketAsync(), Part, keys => keys.AddAmazonS3("store", options =>
        {
            options.Region = CephGateway.Region;
            options.ServiceUrl = gateway.Endpoint;
            options.Credentials = gateway.Owner;
        }));

        PublishedUpload upload = await ShouldComeBackAsync(app);

        upload.Enforced.Should().Contain("exactLength").And.Contain(kind => kind.StartsWith("checksum"));
    }

    [Test]
    public async Task Up_in_parts_and_down_in_ranges_at_Azurite()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        string container = $"valetkey-{Guid.NewGuid():n}";
        await azurite.CreateBlobs().CreateBlobContainerAsync(container);
        await using StoreApp app = await StoreApp.StartAsync(container, Part, keys => keys.AddAzureStorage("store", options =>
        {
            (options.BlobServiceClient, options.QueueServiceClient) = (azurite.CreateBlobs(), azurite.CreateQueues());
            options.AccountKey = azurite.Account.Key1;
        }));

        PublishedUpload upload = await ShouldComeBackAsync(app);

        upload.Enforced.Should().NotContain("exactLength", "an account key of Azure binds no length");
    }

    [Test]
    public async Task Up_in_parts_and_down_in_ranges_at_the_stand_in_for_Cloud_Storage()
    {
        await using GcsServer server = await GcsServer.StartAsync();
        server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        await using StoreApp app = await StoreApp.StartAsync(server.CreateBucket(), Part, keys => OwnService.Register(
            keys, "store", server, options => (options.ServiceUrl, options.CredentialJson) = (server.Endpoint, TestServiceAccount.Json)));

        PublishedUpload upload = await ShouldComeBackAsync(app);

        upload.Enforced.Should().Contain("exactLength").And.Contain("checksumCrc32C");
    }

    private static async Task<PublishedUpload> ShouldComeBackAsync(StoreApp app)
    {
        using ClientProcess client = new(app.Url);
        byte[] content = ClientHost.Content(Length);
        using MemoryStream back = new();

        PublishedUpload upload = await client.Uploads.UploadAsync(
            new MemoryStream(content), new UploadOptions { Endpoint = "files", Name = "a.bin", ContentType = "video/mp4" });
        DownloadedObject found = await client.Downloads.DownloadAsync(
            $"files/{upload.Reference}/content", back, new DownloadOptions { RangeLength = 1 << 20 });

        back.ToArray().AsSpan().SequenceEqual(content).Should().BeTrue();
        found.Should().BeEquivalentTo(new { Length = (long)Length, ContentType = "video/mp4" });
        client.Store.Sent.Count(request => request.Method == HttpMethod.Put).Should().Be(3);
        client.Store.Sent.Count(request => request.Method == HttpMethod.Get).Should().Be(11);
        return upload;
    }
}
