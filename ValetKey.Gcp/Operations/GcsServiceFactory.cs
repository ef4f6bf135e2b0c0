using Google.Apis.Services;
using Google.Apis.Storage.v1;
using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Operations;

/// <summary>The client that the application works with: its own, or one that is made of its credential and reaches the service as it does.</summary>
internal static class GcsServiceFactory
{
    public static async Task<StorageService> ServiceForAsync(GoogleCloudStorageOptions options) => options.Setup?.Client?.Service
        ?? new StorageService(new BaseClientService.Initializer
        {
            ApplicationName = "ValetKey",
            HttpClientInitializer = (await ClientSetups.FindCredentialAsync(options).ConfigureAwait(false)).CreateScoped(ClientSetup.Scope),
            BaseUri = $"{EndpointUrl.OriginOf(GcsEndpoint.ServiceUrl(options))}/storage/v1/",
            UniverseDomain = options.UniverseDomain,
            GZipEnabled = false, // What is read is what is stored.
            MaxUrlLength = 0, // A long name is no reason to make a POST of a GET.
        });
}
