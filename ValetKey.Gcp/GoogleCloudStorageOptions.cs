using System.ComponentModel.DataAnnotations;
using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp.Clients;

namespace ValetKey.Gcp;

/// <summary>Google Cloud Storage, and what signs for it.</summary>
/// <remarks>
/// <para>
/// At most one of <see cref="Credential"/>, <see cref="CredentialJson"/>, <see cref="CredentialPath"/>, <see cref="HmacKey"/>, <see
/// cref="BlobSigner"/> and <see cref="UrlSigner"/> is set; without any, the application default credentials sign. A service account's key signs on
/// this machine. The others have no private key here and ask the IAM Credentials API for each signature (<c>signBlob</c>), so the signing account
/// needs the permission <c>iam.serviceAccounts.signBlob</c> on itself.
/// </para>
/// <para>
/// An application that uses the service already need not say it twice. What is not set here comes from <see cref="StorageClient"/>; else from the one
/// that is registered under the issuer's name; else from the one that is registered without a name, unless the options have a credential or name
/// another place than its own. That is the credential and the URL. A place other than that of the store's own client is a fault at start. A <see
/// cref="UrlSigner"/> is found in the same way where the options have no credential, and signs in place of the client's; the one that is registered
/// without a name is left alone by a store that has a client of its own, names a <see cref="ServiceAccount"/>, or is not Google's own.
/// </para>
/// </remarks>
public sealed class GoogleCloudStorageOptions
{
    internal const string GoogleCloud = "googleapis.com";

    /// <summary>
    /// The application's own client. It is asked for its credential and its URL; for keys it makes no calls, but the application's own operations
    /// (<see cref="Providers.IStorageOperations"/>) are done with it. The credential is scoped anew, to <c>cloud-platform</c>, since the client's own
    /// scopes do not do where IAM signs.
    /// </summary>
    /// <value>Default: null; one that is registered, if any.</value>
    public StorageClient? StorageClient { get; set; }

    /// <summary>The credential that signs: a service account's, or an impersonated or compute one, which sign through IAM.</summary>
    /// <value>Default: null.</value>
    public GoogleCredential? Credential { get; set; }

    /// <summary>The content of a credential file, such as a service account's key as Google hands it out. A secret.</summary>
    /// <value>Default: null.</value>
    public string? CredentialJson { get; set; }

    /// <summary>The path of a credential file.</summary>
    /// <value>Default: null.</value>
    public string? CredentialPath { get; set; }

    /// <summary>An HMAC key, which signs with <c>GOOG4-HMAC-SHA256</c>.</summary>
    /// <value>Default: null.</value>
    public GcsHmacKey? HmacKey { get; set; }

    /// <summary>What signs in the name of <see cref="ServiceAccount"/>: RSA with SHA-256 and PKCS #1 v1.5 padding, as <c>signBlob</c> does.</summary>
    /// <value>Default: null.</value>
    public IBlobSigner? BlobSigner { get; set; }

    /// <summary>
    /// The application's own signer. It reads the machine's clock by itself: its keys begin when it signs, without <see
    /// cref="ClockSkewPolicy.StartBackdate"/>, and end with the others. It has no words for <see cref="KeyRequest.StableFor"/>, for the listing of a
    /// bucket at a host of its own, and for a host in <see cref="BucketBoundUrls"/> with a port; those are refused, and the credential that it was
    /// made of can do them.
    /// </summary>
    /// <value>Default: null; one that is registered, if any.</value>
    public UrlSigner? UrlSigner { get; set; }

    /// <summary>
    /// The e-mail address of the service account that signs. With <see cref="BlobSigner"/> it is required and names the account behind it. With any
    /// other credential but <see cref="HmacKey"/> it is an account that the credential impersonates to sign, as a user's or a federated credential
    /// must.
    /// </summary>
    /// <value>Default: null; the credential's own account.</value>
    public string? ServiceAccount { get; set; }

    /// <summary>
    /// The e-mail address of the service account whose tokens clients get as <see cref="BearerToken"/>, downscoped to the key and ending with it. The
    /// credential (with <see cref="HmacKey"/>, <see cref="BlobSigner"/> or <see cref="UrlSigner"/> that of the <see cref="StorageClient"/>, or the
    /// application default one) needs the role Service Account Token Creator on it; it may be the credential's own account. It should have rights on
    /// the buckets that keys are for and nowhere else, and the buckets need uniform bucket-level access.
    /// </summary>
    /// <value>Default: null; bearer tokens are refused.</value>
    public string? TokenServiceAccount { get; set; }

    /// <summary>
    /// How many signatures may be asked for at once where IAM, <see cref="BlobSigner"/> or <see cref="UrlSigner"/> signs, 1 to 1,000; further
    /// requests wait.
    /// </summary>
    /// <value>Default: 32.</value>
    [Range(1, 1000)]
    public int MaximumConcurrentSignatures { get; set; } = 32;

    /// <summary>The buckets behind the application's names for containers. A name that is not here is taken as it is.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ContainerNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where URLs name the bucket.</summary>
    /// <value>Default: <see cref="GcsUrlStyle.Path"/>.</value>
    public GcsUrlStyle UrlStyle { get; set; }

    /// <summary>
    /// Hosts that serve one bucket each, by the bucket's name, such as <c>https://media.example.com</c>. Keys for these buckets are signed for them.
    /// </summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, Uri> BucketBoundUrls { get; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>
    /// The URL at which clients reach the service, where that differs. Keys are signed for this host; it goes before <see cref="ServiceUrl"/>.
    /// </summary>
    /// <value>Default: null.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>The URL at which the application reaches the service. It goes before <see cref="EmulatorHost"/>.</summary>
    /// <value>Default: null.</value>
    public Uri? ServiceUrl { get; set; }

    /// <summary>
    /// An emulator's host and port or URL, such as the value of <c>STORAGE_EMULATOR_HOST</c>. It goes before <see cref="UniverseDomain"/>. The
    /// environment is not read.
    /// </summary>
    /// <value>Default: null.</value>
    public string? EmulatorHost { get; set; }

    /// <summary>The domain of the cloud: the service is at <c>https://storage.</c>, followed by it.</summary>
    /// <value>Default: <c>googleapis.com</c>.</value>
    public string UniverseDomain { get; set; } = GoogleCloud;

    /// <summary>
    /// Whether keys to read may carry <see cref="KeyConstraints.Response"/>, of which the service knows the content type and the disposition. It is
    /// off because the service does not always obey: a header that was stored with the object is reported to win over the one in the URL, and every
    /// upload has a content type. Turn it on where the objects have no <c>Content-Disposition</c> of their own and uploads cannot set one.
    /// </summary>
    /// <value>Default: false; such requests are refused.</value>
    public bool UseResponseOverrides { get; set; }

    /// <summary>What was found of the application's own.</summary>
    internal ClientSetup? Setup { get; set; }
}
