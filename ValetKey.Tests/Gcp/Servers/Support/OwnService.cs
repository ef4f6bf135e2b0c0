using Google.Apis.Auth.OAuth2;
using Google.Apis.Storage.v1;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Gcp.Operations;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>The client that the application's own operations would have, with a token that the stand-in knows.</summary>
internal static class OwnService
{
    public static Task<StorageService> ForAsync(GcsServer server, string token = GcsTokens.OwnToken) =>
        GcsServiceFactory.ServiceForAsync(new GoogleCloudStorageOptions
        {
            ServiceUrl = server.Endpoint,
            Credential = GoogleCredential.FromAccessToken(token),
        });

    /// <summary>Adds the stand-in, operations and all.</summary>
    public static void Register(IValetKeyBuilder builder, string name, GcsServer server, Action<GoogleCloudStorageOptions> configure)
    {
        builder.AddGoogleCloudStorage(name, configure);
        builder.Services.AddKeyedSingleton<GcsServiceSource>(name, (_, _) => _ => ForAsync(server));
    }
}
