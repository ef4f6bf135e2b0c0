using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ValetKey.Azure.Clients;

/// <summary>The application's own clients for one account.</summary>
internal sealed record AccountClients(ServiceClient<BlobServiceClient>? Blobs, ServiceClient<QueueServiceClient>? Queues)
{
    public static AccountClients None { get; } = new(null, null);

    public IEnumerable<IServiceClient> All => new IServiceClient?[] { Blobs, Queues }.OfType<IServiceClient>();

    /// <summary>Whether one of them can be asked for user delegation keys.</summary>
    public bool CanDelegate => All.Any(client => client.Fault is null);

    public string? AccountName => All.Select(client => client.AccountName).FirstOrDefault(name => name is not null);

    public override string ToString() => string.Join(", ", All);
}
