using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ValetKey.Tests.Servers;

/// <summary>Tests with a container of their own, in which two blobs lie side by side, and a queue of their own.</summary>
internal abstract class AzuriteTestBase
{
    protected const string Mine = "folder/mine";
    protected const string Neighbour = "folder/neighbour";

    protected Azurite Azurite { get; private set; } = null!;

    protected string Container { get; } = $"valetkey-{Guid.NewGuid():n}";

    protected string Queue { get; } = $"valetkey-{Guid.NewGuid():n}";

    /// <summary>Gets the owner's client of the container.</summary>
    protected BlobContainerClient Blobs { get; private set; } = null!;

    /// <summary>Gets the owner's client of the queue.</summary>
    protected QueueClient Messages { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        Azurite = await StartAsync();
        Blobs = Azurite.CreateBlobs().GetBlobContainerClient(Container);
        Messages = Azurite.CreateQueues().GetQueueClient(Queue);
        await Blobs.CreateAsync();
        await Messages.CreateAsync();
        await PutAsync(Mine, "mine");
        await PutAsync(Neighbour, "neighbour");
    }

    /// <summary>The server that these tests need; over https, where nothing else is said.</summary>
    protected virtual Task<Azurite> StartAsync() => Azurite.RequireAsync();

    protected Task PutAsync(string name, string content) =>
        Blobs.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);

    protected async Task<string> ReadAsync(string name) =>
        (await Blobs.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    protected string UrlOf(string name) => $"{Azurite.BlobUrl}/{Container}/{name}";

    protected async Task<HttpStatusCode> StatusOfAsync(string url)
    {
        using HttpResponseMessage response = await Azurite.Client.GetAsync(url);
        return response.StatusCode;
    }

    /// <summary>Puts a blob as somebody does who was handed a URL and has no SDK.</summary>
    protected async Task<HttpStatusCode> PutToAsync(string url, string content)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = new StringContent(content) };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        using HttpResponseMessage response = await Azurite.Client.SendAsync(request);
        return response.StatusCode;
    }
}
