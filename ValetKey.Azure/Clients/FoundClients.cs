using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Azure.Clients;

/// <summary>Finds the clients that the application has already.</summary>
internal static class FoundClients
{
    private const string NoSuchName = "Unable to find client registration";

    public static void Apply(AzureStorageOptions options, IServiceProvider services, string name)
    {
        options.Clients = new AccountClients(
            Own(options.BlobServiceClient, nameof(options.BlobServiceClient), services, name, Of),
            Own(options.QueueServiceClient, nameof(options.QueueServiceClient), services, name, Of));
        if (!SaysAll(options))
        {
            options.Clients = WithShared(options, services);
        }
    }

    private static ServiceClient<BlobServiceClient> Of(BlobServiceClient client, string source) =>
        new(client, source, client.Uri, client.AccountName, client.CanGenerateAccountSasUri);

    private static ServiceClient<QueueServiceClient> Of(QueueServiceClient client, string source) =>
        new(client, source, client.Uri, client.AccountName, client.CanGenerateAccountSasUri);

    /// <summary>What was handed over, or has the issuer's name, is this account's.</summary>
    private static ServiceClient<TClient>? Own<TClient>(
        TClient? client, string property, IServiceProvider services, string name, Func<TClient, string, ServiceClient<TClient>> describe)
        where TClient : class =>
        client is not null ? describe(client, property)
        : (services.GetKeyedService<TClient>(name) ?? Named<TClient>(services, name)) is { } found
            ? describe(found, $"the {typeof(TClient).Name} registered as '{name}'")
            : null;

    /// <summary>The factory has no other way to say that it knows no such name; what else it throws is a fault of the application's.</summary>
    private static TClient? Named<TClient>(IServiceProvider services, string name)
        where TClient : class
    {
        try
        {
            return services.GetService<IAzureClientFactory<TClient>>()?.CreateClient(name);
        }
        catch (InvalidOperationException fault) when (fault.Message.StartsWith(NoSuchName, StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>
    /// What the application has for everything may belong to another account. It is taken where the options, and the clients that are this account's,
    /// name no place, or the same.
    /// </summary>
    private static AccountClients WithShared(AzureStorageOptions options, IServiceProvider services)
    {
        AccountClients clients = options.Clients;
        if (clients.Blobs is null && services.GetService<BlobServiceClient>() is { } blobs)
        {
            AccountClients more = clients with { Blobs = Of(blobs, $"the application's {nameof(BlobServiceClient)}") };
            clients = ClientRules.Contradictions(options, more).Any() ? clients : more;
        }

        if (clients.Queues is null && services.GetService<QueueServiceClient>() is { } queues)
        {
            AccountClients more = clients with { Queues = Of(queues, $"the application's {nameof(QueueServiceClient)}") };
            clients = ClientRules.Contradictions(options, more).Any() ? clients : more;
        }

        return clients;
    }

    private static bool SaysAll(AzureStorageOptions options) =>
        options.ConnectionString is not null
        || (options.Credential ?? (object?)options.AccountKey ?? options.SecondaryAccountKey) is not null
            && (options.AccountName ?? (object?)options.BlobServiceUri ?? options.QueueServiceUri) is not null;
}
