using Microsoft.Extensions.Logging;
using ValetKey.Gcp.Clients;
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
        ApplicationCredential credential = new(() => ClientSetups.FindCredentialAsync(options), settings, time, logger);
        return new Downscoper(settings, credential, clock, time, logger);
    }

    public static DownscoperSettings SettingsOf(GoogleCloudStorageOptions options, string issuerName, string account) =>
        DownscoperSettings.ForUniverse(
            issuerName, account, EndpointUrl.OriginOf(options.PublicUrl ?? GcsEndpoint.ServiceUrl(options)), options.UniverseDomain);
}
