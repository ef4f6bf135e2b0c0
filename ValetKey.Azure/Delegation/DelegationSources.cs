using Azure.Core;
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
        BlobClientOptions blobOptions = account.IsEmulator ? new(BlobClientOptions.ServiceVersion.V2025_11_05) : new();
        QueueClientOptions queueOptions = account.IsEmulator ? new(QueueClientOptions.ServiceVersion.V2025_11_05) : new();
        BlobServiceClient blobs = new(account.BlobUri, options.Credential, Through(options, blobOptions));
        QueueServiceClient queues = new(account.QueueUri, options.Credential, Through(options, queueOptions));
        return new DelegationSources(
            SourceOf(new SdkDelegationKeyClient(blobs, clock, time, name)), SourceOf(new SdkDelegationKeyClient(queues, clock, time, name)));

        DelegationKeySource SourceOf(SdkDelegationKeyClient client) => new(client, clock, time, options.DelegationKeyLifetime, name, logger);
    }

    public IDelegationKeySource Of(KeyScope scope) => scope.Kind == ResourceKinds.Queue ? queues : blobs;

    public void Dispose()
    {
        (blobs as IDisposable)?.Dispose();
        (queues as IDisposable)?.Dispose();
    }

    private static TClient Through<TClient>(AzureStorageOptions options, TClient client)
        where TClient : ClientOptions
    {
        client.Transport = options.Transport ?? client.Transport;
        return client;
    }
}
