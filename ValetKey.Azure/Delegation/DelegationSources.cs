using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Clients;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Where the user delegation keys of an account come from: each service has its own.</summary>
internal sealed class DelegationSources(IDelegationKeySource blobs, IDelegationKeySource queues) : IDisposable
{
    /// <summary>Sources that ask the account's services; nothing is asked for before the first key is issued.</summary>
    public static DelegationSources Create(
        AzureAccount account, AzureStorageOptions options, StorageClock clock, TimeProvider time, string name, ILogger logger)
    {
        if (options.Credential is null)
        {
            return new DelegationSources(
                options.Clients.Blobs is { Fault: null } ownBlobs
                    ? SourceOf(new SdkDelegationKeyClient(ownBlobs.Client, clock, time, name) { IsOfApplication = true })
                    : Missing(options.Clients.Blobs, "blobs", nameof(options.BlobServiceClient)),
                options.Clients.Queues is { Fault: null } ownQueues
                    ? SourceOf(new SdkDelegationKeyClient(ownQueues.Client, clock, time, name) { IsOfApplication = true })
                    : Missing(options.Clients.Queues, "queues", nameof(options.QueueServiceClient)));
        }

        QueueClientOptions queueOptions = account.IsEmulator ? new(QueueClientOptions.ServiceVersion.V2025_11_05) : new();
        queueOptions.Transport = options.Transport ?? queueOptions.Transport;
        QueueServiceClient queues = new(account.QueueUri, options.Credential, queueOptions);
        BlobServiceClient blobs = BlobClients.Of(account, options);
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

    private static NoDelegation Missing(IServiceClient? client, string service, string property) => new(
        $"Nothing can sign for {service}: {client?.Fault ?? $"no {property} is there"}. Set {property} to one with a credential of Entra ID, or set "
        + $"{nameof(AzureStorageOptions.Credential)}.");
}
