using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using ValetKey.Azure.Accounts;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Where the user delegation keys of an account come from: each service has its own.</summary>
internal sealed class DelegationSources(IDelegationKeySource blobs, IDelegationKeySource queues) : IDisposable
{
    /// <summary>Sources that ask the account's services; nothing is asked for before the first key is issued.</summary>
    public static DelegationSources Create(
        AzureAccount account, AzureStorageOptions options, StorageClock clock, TimeProvider time, string name, ILogger logger)
    {
        BlobServiceClient blobs = new(account.BlobUri, options.Credential, BlobOptions(account, options));
        QueueServiceClient queues = new(account.QueueUri, options.Credential, QueueOptions(account, options));
        return new DelegationSources(
            new DelegationKeySource(new BlobDelegationKeyClient(blobs, clock, time, name), clock, time, options.DelegationKeyLifetime, name, logger),
            new DelegationKeySource(new QueueDelegationKeyClient(queues, clock, time, name), clock, time, options.DelegationKeyLifetime, name, logger));
    }

    public IDelegationKeySource Of(KeyScope scope) => scope.Kind == ResourceKinds.Queue ? queues : blobs;

    public void Dispose()
    {
        (blobs as IDisposable)?.Dispose();
        (queues as IDisposable)?.Dispose();
    }

    private static BlobClientOptions BlobOptions(AzureAccount account, AzureStorageOptions options)
    {
        BlobClientOptions client = account.IsEmulator ? new(BlobClientOptions.ServiceVersion.V2025_11_05) : new();
        client.Transport = options.Transport ?? client.Transport;
        return client;
    }

    private static QueueClientOptions QueueOptions(AzureAccount account, AzureStorageOptions options)
    {
        QueueClientOptions client = account.IsEmulator ? new(QueueClientOptions.ServiceVersion.V2025_11_05) : new();
        client.Transport = options.Transport ?? client.Transport;
        return client;
    }
}
