using Azure.Storage;
using Azure.Storage.Blobs;
using ValetKey.Azure.Accounts;

namespace ValetKey.Azure.Clients;

/// <summary>The client through which the application itself uses an account's blobs.</summary>
internal static class BlobClients
{
    /// <summary>What is set goes before the application's own client, and that before the account's key, since it brings its own transport.</summary>
    /// <exception cref="ValetKeyException">The account is known by a client for queues alone, or by one that is not the account's owner.</exception>
    public static BlobServiceClient Of(AzureAccount account, AzureStorageOptions options) => options switch
    {
        { Credential: { } credential } => new BlobServiceClient(account.BlobUri, credential, OptionsOf(account, options)),
        { Clients.Blobs: { Url.Query.Length: 0 } own } => own.Client,
        _ when account.Key is { } key => new BlobServiceClient(
            account.BlobUri, new StorageSharedKeyCredential(account.Name, Convert.ToBase64String(key)), OptionsOf(account, options)),
        _ => throw new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            $"Nothing is there that uses the account's blobs. Set {nameof(options.BlobServiceClient)} to one with a credential of Entra ID, or set "
            + $"{nameof(options.Credential)}."),
    };

    private static BlobClientOptions OptionsOf(AzureAccount account, AzureStorageOptions options)
    {
        BlobClientOptions made = account.IsEmulator ? new(BlobClientOptions.ServiceVersion.V2025_11_05) : new();
        made.Transport = options.Transport ?? made.Transport;
        made.TrimBlobNameSlashes = false;
        return made;
    }
}
