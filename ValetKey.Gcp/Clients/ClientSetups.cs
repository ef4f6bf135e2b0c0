using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Clients;

/// <summary>Finds what the application has already, a client or a signer, and fills in options from it.</summary>
internal static class ClientSetups
{
    public static void Apply(GoogleCloudStorageOptions options, IServiceProvider services, string name)
    {
        ClientSetup? own = FindOwn(options, services, name);
        options.Setup = own ?? FindShared(options, services);
        if (!HasCredential(options))
        {
            options.UrlSigner = services.GetKeyedService<UrlSigner>(name) ?? (own is null ? FindSharedSigner(options, services) : null);
        }

        if (options.Setup is { } setup && PlaceOf(options) is null && EndpointUrl.OriginOf(setup.ServiceUrl) != OriginOf(options))
        {
            options.ServiceUrl = setup.ServiceUrl;
        }
    }

    /// <summary>The credential that signs: the one that is set, or the client's where nothing is set.</summary>
    public static GoogleCredential? CredentialOf(GoogleCloudStorageOptions options) =>
        HasCredential(options) ? options.Credential : options.Setup?.Credential;

    /// <summary>
    /// The credential of the application's own calls. An HMAC key and the application's own signers get no tokens, so beside them the client's
    /// credential does, or the application default ones.
    /// </summary>
    public static async Task<GoogleCredential> FindCredentialAsync(GoogleCloudStorageOptions options) =>
        KeySources.FileOf(options)?.ToCredential()
        ?? options.Credential
        ?? options.Setup?.Credential
        ?? await GoogleCredential.GetApplicationDefaultAsync().ConfigureAwait(false);

    /// <summary>Where client and options part, and why nothing can be made of the client.</summary>
    public static IEnumerable<string> FaultsOf(GoogleCloudStorageOptions options)
    {
        if (options.Setup is not { } setup)
        {
            yield break;
        }

        if (setup.Fault is { } fault && !HasCredential(options))
        {
            yield return $"{setup.Source} {fault}; set {nameof(options.Credential)}, or give a client that has one.";
        }

        if (OriginOf(options) is { } origin && origin != EndpointUrl.OriginOf(setup.ServiceUrl))
        {
            yield return $"{PlaceOf(options)} is for {origin}, and {setup.Source} is for {EndpointUrl.OriginOf(setup.ServiceUrl)}; set one of them.";
        }
    }

    /// <summary>What was handed over, or registered under the issuer's name, is this store's.</summary>
    private static ClientSetup? FindOwn(GoogleCloudStorageOptions options, IServiceProvider services, string name) =>
        options.StorageClient is { } client ? ClientSetup.Of(client, nameof(options.StorageClient))
        : services.GetKeyedService<StorageClient>(name) is { } keyed
            ? ClientSetup.Of(keyed, $"the {nameof(StorageClient)} registered as '{name}'")
            : null;

    /// <summary>
    /// What the application has for everything may belong to another place. It is taken where the options have no credential and name no place, or
    /// the same.
    /// </summary>
    private static ClientSetup? FindShared(GoogleCloudStorageOptions options, IServiceProvider services) =>
        !HasCredential(options)
        && services.GetService<StorageClient>() is { } client
        && ClientSetup.Of(client, $"the application's {nameof(StorageClient)}") is { Fault: null } setup
        && (PlaceOf(options) is null || OriginOf(options) == EndpointUrl.OriginOf(setup.ServiceUrl))
            ? setup
            : null;

    /// <summary>
    /// A signer names no place, so the one that the application has for everything is taken for Google's own. Where the store has a client of its
    /// own, or names an account to sign as, it is not meant.
    /// </summary>
    private static UrlSigner? FindSharedSigner(GoogleCloudStorageOptions options, IServiceProvider services) =>
        options.ServiceAccount is null && OriginOf(options) == $"https://storage.{GoogleCloudStorageOptions.GoogleCloud}"
            ? services.GetService<UrlSigner>()
            : null;

    private static bool HasCredential(GoogleCloudStorageOptions options) =>
        (options.Credential ?? options.HmacKey ?? options.BlobSigner ?? (object?)options.UrlSigner) is not null
        || (options.CredentialJson ?? options.CredentialPath) is not null;

    /// <summary>The option that names the place; null where none does.</summary>
    private static string? PlaceOf(GoogleCloudStorageOptions options) => options switch
    {
        { ServiceUrl: not null } => nameof(options.ServiceUrl),
        { EmulatorHost.Length: > 0 } => nameof(options.EmulatorHost),
        { UniverseDomain: not GoogleCloudStorageOptions.GoogleCloud } => nameof(options.UniverseDomain),
        _ => null,
    };

    /// <summary>Where the options find the service; null where their own faults are told.</summary>
    private static string? OriginOf(GoogleCloudStorageOptions options)
    {
        bool isReadable = options.ServiceUrl is not null
            || (options.EmulatorHost is { Length: > 0 } emulator
                ? GcsEndpoint.EmulatorUrl(emulator) is not null
                : Uri.CheckHostName($"storage.{options.UniverseDomain}") == UriHostNameType.Dns);
        return isReadable && GcsEndpoint.ServiceUrl(options) is var url && EndpointUrl.IsOrigin(url) ? EndpointUrl.OriginOf(url) : null;
    }
}
