using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>
/// Azure Blob Storage, or its emulator. Settings from the environment: <c>AZURE_STORAGE_ACCOUNT</c>, with which Entra ID signs as Azure.Identity
/// finds it (managed identity, Azure CLI, …), or with <c>AZURE_STORAGE_KEY</c> an account key; or <c>AZURE_STORAGE_CONNECTION_STRING</c>. With none
/// of them, Azurite on this machine. <c>VALETKEY_AZURE_CONTAINER</c> names the container, <c>VALETKEY_AZURE_QUEUE</c> the queue.
/// </summary>
internal sealed partial class AzureProvider : IQuickstartProvider
{
    /// <summary>A version that emulators take too.</summary>
    private static readonly BlobClientOptions Requests = new(BlobClientOptions.ServiceVersion.V2025_11_05);

    private static readonly QueueClientOptions QueueRequests = new(QueueClientOptions.ServiceVersion.V2025_11_05);

    private readonly BlobServiceClient _blobs;
    private readonly QueueServiceClient _queues;
    private readonly Action<AzureStorageOptions> _configure;
    private readonly Func<HttpClient> _createClient;

    /// <param name="blobs">Makes sure of the container.</param>
    /// <param name="queues">Makes sure of the queue.</param>
    /// <param name="configure">The account, and what signs for it.</param>
    /// <param name="createClient">How the client reaches the account, where a plain <see cref="HttpClient"/> does not.</param>
    public AzureProvider(
        BlobServiceClient blobs, QueueServiceClient queues, Action<AzureStorageOptions> configure, Func<HttpClient>? createClient = null)
    {
        _blobs = blobs;
        _queues = queues;
        _configure = configure;
        _createClient = createClient ?? (() => new HttpClient());
    }

    public string Description => $"the container '{Container}' of {_blobs.Uri}";

    public string Container { get; } = Setting("VALETKEY_AZURE_CONTAINER") ?? "valetkey-quickstart";

    public string Queue { get; } = Setting("VALETKEY_AZURE_QUEUE") ?? "valetkey-quickstart";

    public IMessageFormat Messages { get; } = new AzureMessages();

    public static AzureProvider FromEnvironment()
    {
        string? account = Setting("AZURE_STORAGE_ACCOUNT");
        string? key = Setting("AZURE_STORAGE_KEY");
        Uri Url(string service) => new($"https://{account}.{service}.core.windows.net");
        return (Setting("AZURE_STORAGE_CONNECTION_STRING"), account, key) switch
        {
            ({ } connection, _, _) => OfConnection(connection, options =>
            {
                options.ConnectionString = connection;
                options.UseEmulator = new BlobServiceClient(connection).Uri.IsLoopback;
            }),
            (_, null, _) => OfConnection("UseDevelopmentStorage=true", options => options.UseEmulator = true),
            (_, _, null) => new(
                new BlobServiceClient(Url("blob"), new DefaultAzureCredential(), Requests),
                new QueueServiceClient(Url("queue"), new DefaultAzureCredential(), QueueRequests),
                options =>
                {
                    options.AccountName = account;
                    options.Credential = new DefaultAzureCredential();
                }),
            _ => new(
                new BlobServiceClient(Url("blob"), new StorageSharedKeyCredential(account, key), Requests),
                new QueueServiceClient(Url("queue"), new StorageSharedKeyCredential(account, key), QueueRequests),
                options =>
                {
                    options.AccountName = account;
                    options.AccountKey = key;
                }),
        };
    }

    /// <summary>Makes sure of the container and the queue, and takes away what an earlier run left there.</summary>
    public async Task StartAsync()
    {
        BlobContainerClient container = _blobs.GetBlobContainerClient(Container);
        await container.CreateIfNotExistsAsync();
        foreach (string name in new[] { "users/42/avatar.png", "users/42/cat.png" })
        {
            await container.DeleteBlobIfExistsAsync(name);
        }

        QueueClient queue = _queues.GetQueueClient(Queue);
        await queue.CreateIfNotExistsAsync();
        await queue.ClearMessagesAsync();
    }

    public void Register(IValetKeyBuilder builder) => builder.AddAzureStorage("azure", _configure);

    public HttpClient CreateClient() => _createClient();

    public string Prolong(string url) => End().Replace(url, end => Uri.EscapeDataString(
        DateTimeOffset.Parse(Uri.UnescapeDataString(end.Value), CultureInfo.InvariantCulture).AddDays(1)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    public string? ReasonOf(string body) => body.TrimStart('\uFEFF') is ['<', ..] xml ? XDocument.Parse(xml).Root?.Element("Code")?.Value : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static AzureProvider OfConnection(string connection, Action<AzureStorageOptions> configure) =>
        new(new BlobServiceClient(connection, Requests), new QueueServiceClient(connection, QueueRequests), configure);

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex("(?<=&se=)[^&]+")]
    private static partial Regex End();
}
