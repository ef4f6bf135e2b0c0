using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>An issuer whose tokens come from the stand-in's IAM and token service, instead of from Google's addresses.</summary>
internal static class TokenIssuer
{
    public static GcsIssuer Create(GcsServer server) => GcsIssuer.Create(
        server,
        options =>
        {
            options.CredentialJson = null;
            options.Credential = GoogleCredential.FromAccessToken(GcsTokens.OwnToken);
            options.ServiceAccount = TestServiceAccount.Email;
            options.TokenServiceAccount = TestServiceAccount.Email;
        },
        prepare: services => services.AddKeyedSingleton<DownscoperFactory>(GcsIssuer.Name, (provider, name) => options => new Downscoper(
            Downscopers.SettingsOf(options, GcsIssuer.Name, options.TokenServiceAccount!) with
            {
                CredentialsUrl = server.Endpoint,
                ExchangeUrl = new Uri(server.Endpoint, "v1/token"),
            },
            options.Credential!,
            provider.GetRequiredKeyedService<StorageClock>(name),
            TimeProvider.System)));
}
