using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Logging;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>Makes the downscoper of valid options.</summary>
internal static class Downscopers
{
    /// <summary>The downscoper, or null where no account is named whose tokens could be downscoped.</summary>
    public static IDownscoper? Create(
        GoogleCloudStorageOptions options, string issuerName, StorageClock clock, TimeProvider time, ILogger? logger = null)
    {
        if (options.TokenServiceAccount is not { } account)
        {
            return null;
        }

        DownscoperSettings settings = SettingsOf(options, issuerName, account);
        return new Downscoper(settings, new ApplicationCredential(() => FindAsync(options), settings, time, logger), clock, time, logger);
    }

    public static DownscoperSettings SettingsOf(GoogleCloudStorageOptions options, string issuerName, string account) =>
        DownscoperSettings.ForUniverse(
            issuerName, account, EndpointUrl.OriginOf(options.PublicUrl ?? GcsEndpoint.ServiceUrl(options)), options.UniverseDomain);

    /// <summary>
    /// An HMAC key and the application's own signers get no tokens, so beside them the client's credential does, or the application default ones.
    /// </summary>
    private static async Task<GoogleCredential> FindAsync(GoogleCloudStorageOptions options) =>
        KeySources.FileOf(options)?.ToCredential()
        ?? options.Credential
        ?? options.Setup?.Credential
        ?? await GoogleCredential.GetApplicationDefaultAsync().ConfigureAwait(false);
}
