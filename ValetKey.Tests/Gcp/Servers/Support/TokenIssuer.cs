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
    private static readonly GoogleCredential Own = GoogleCredential.FromAccessToken(GcsTokens.OwnToken);

    public static GcsIssuer Create(GcsServer server) => GcsIssuer.Create(
        server,
        options =>
        {
            options.CredentialJson = null;
            options.Credential = Own;
            options.ServiceAccount = TestServiceAccount.Email;
            options.TokenServiceAccount = TestServiceAccount.Email;
        },
        prepare: services => UseServices(services, GcsIssuer.Name, server));

    /// <summary>Has the issuer of that name ask the stand-in for its tokens and signatures.</summary>
    public static void UseServices(IServiceCollection services, string issuer, GcsServer server) =>
        services.AddKeyedSingleton<DownscoperFactory>(issuer, (provider, name) => options => new Downscoper(
            Downscopers.SettingsOf(options, issuer, options.TokenServiceAccount!) with
            {
                CredentialsUrl = server.Endpoint,
                ExchangeUrl = new Uri(server.Endpoint, "v1/token"),
            },
            Own,
            provider.GetRequiredKeyedService<StorageClock>(name),
            TimeProvider.System));
}
