using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Clients;
using ValetKey.Providers;

namespace ValetKey.Azure;

/// <summary>An Azure storage account, and what signs for it.</summary>
/// <remarks>
/// <para>
/// With <see cref="Credential"/> tokens are signed by user delegation: no account key is in the application, and Entra ID decides what can be handed
/// out. Its principal needs a role that may generate user delegation keys (such as Storage Blob Delegator, on the account) and the permissions it
/// hands out (such as Storage Blob Data Contributor). Without it, an account key signs: <see cref="AccountKey"/> or <see cref="ConnectionString"/>.
/// </para>
/// <para>
/// The account key signs for everything in the account. To rotate it without a restart: set <see cref="SecondaryAccountKey"/> and
/// <see cref="SigningKey"/> and reload the configuration, make a new primary key at Azure, and go back. Keys issued under a key end when it is
/// regenerated.
/// </para>
/// <para>
/// An application that uses the account already need not say it twice. What is not set here comes from <see cref="BlobServiceClient"/> and
/// <see cref="QueueServiceClient"/>; else from those that are registered under the issuer's name, also by <c>AddAzureClients</c>; else from those
/// that are registered without a name, unless the options name another place than theirs. That is the account and its URLs, and user delegation
/// keys, which the very client asks for. A client made with an account key does not reveal it, so <see cref="AccountKey"/> must be set as well.
/// </para>
/// <para>What is set here wins, but another account or URL than that of a client of this account's is a fault at start.</para>
/// </remarks>
public sealed class AzureStorageOptions
{
    /// <summary>
    /// The application's own client for the blobs: with its own credential, transport and retries it asks for user delegation keys for them, unless
    /// <see cref="Credential"/> or an account key is set.
    /// </summary>
    /// <value>Default: null; one that is registered, if any.</value>
    public BlobServiceClient? BlobServiceClient { get; set; }

    /// <summary>The same for the queues.</summary>
    /// <value>Default: null; one that is registered, if any.</value>
    public QueueServiceClient? QueueServiceClient { get; set; }

    /// <summary>The account's name: 3 to 24 lower-case letters and digits.</summary>
    /// <value>Default: null; from <see cref="BlobServiceUri"/>, <see cref="QueueServiceUri"/>, <see cref="ConnectionString"/> or a client.</value>
    public string? AccountName { get; set; }

    /// <summary>The URL of the account's blobs, such as <c>https://contoso.blob.core.windows.net</c>.</summary>
    /// <value>Default: null; from the account's name and <see cref="EndpointSuffix"/>.</value>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The URL of the account's queues, such as <c>https://contoso.queue.core.windows.net</c>.</summary>
    /// <value>Default: null; from the account's name and <see cref="EndpointSuffix"/>.</value>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>The domain of the account's URLs: another one in Azure's national clouds.</summary>
    /// <value>Default: <c>core.windows.net</c>.</value>
    public string EndpointSuffix { get; set; } = ServiceUris.DefaultSuffix;

    /// <summary>
    /// A connection string with an account key, as the Azure portal shows it. Instead of the account's name, URLs and key: a setting beside it that
    /// speaks of another account, URL or key is a fault at start.
    /// </summary>
    /// <value>Default: null.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The Entra ID credential that asks for user delegation keys, such as <c>DefaultAzureCredential</c> of Azure.Identity.</summary>
    /// <value>Default: null; an account key signs, or the application's own client asks.</value>
    public TokenCredential? Credential { get; set; }

    /// <summary>
    /// How the application reaches the service, to ask for user delegation keys and the time: through a proxy, say, or trusting a certificate of
    /// one's own.
    /// </summary>
    /// <value>Default: null; as Azure's SDK does it.</value>
    public HttpPipelineTransport? Transport { get; set; }

    /// <summary>The account's primary key, in base64.</summary>
    /// <value>Default: null.</value>
    public string? AccountKey { get; set; }

    /// <summary>The account's secondary key, in base64.</summary>
    /// <value>Default: null.</value>
    public string? SecondaryAccountKey { get; set; }

    /// <summary>Which of the two signs.</summary>
    /// <value>Default: <see cref="AzureSigningKey.Primary"/>.</value>
    public AzureSigningKey SigningKey { get; set; }

    /// <summary>
    /// Whether the service is the emulator, Azurite: on this machine at its usual ports and with its well-known account, unless the settings say
    /// otherwise. What it does not enforce (client networks, directories, encryption scopes, a stored policy beside the token) is refused there.
    /// </summary>
    /// <value>Default: false.</value>
    public bool UseEmulator { get; set; }

    /// <summary>The URL at which clients reach the blobs, where that differs from <see cref="BlobServiceUri"/>: a custom domain or a proxy.</summary>
    /// <value>Default: null; the service's own.</value>
    public Uri? PublicBlobUri { get; set; }

    /// <summary>The URL at which clients reach the queues, where that differs from <see cref="QueueServiceUri"/>.</summary>
    /// <value>Default: null; the service's own.</value>
    public Uri? PublicQueueUri { get; set; }

    /// <summary>
    /// The version of the service that tokens are written for (<c>sv</c>), 2018-11-09 or newer. An older one expresses less: what a token of it
    /// cannot say is refused. Signed content types, lengths and checksums need 2026-04-06 and user delegation.
    /// </summary>
    /// <value>Default: null; 2026-10-06, the newest known here, and 2025-11-05 for the emulator.</value>
    public string? ServiceVersion { get; set; }

    /// <summary>
    /// Whether the account has a hierarchical namespace (Data Lake Storage). Only there can a key be narrowed to a prefix, which is then a directory.
    /// </summary>
    /// <value>Default: false.</value>
    public bool HierarchicalNamespace { get; set; }

    /// <summary>The containers and queues behind the application's names for them. A name that is not here is taken as it is.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ContainerNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// How long the user delegation keys that sign shall live, 1 hour to 7 days. A new one is asked for before the held one ends. When a delegation
    /// key is revoked, all keys signed with it end.
    /// </summary>
    /// <value>Default: 1 day.</value>
    [TimeSpanRange("01:00:00", "7.00:00:00")]
    public TimeSpan DelegationKeyLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What was found of the application's own.</summary>
    internal AccountClients Clients { get; set; } = AccountClients.None;
}
