using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Logging;
using ValetKey.Gcp.Credentials;

namespace ValetKey.Gcp.Downscoping;

/// <summary>The application's own credential, found when it is first needed and scoped to make tokens.</summary>
internal sealed class ApplicationCredential(Func<Task<GoogleCredential>> find, DownscoperSettings settings, TimeProvider time, ILogger? logger)
    : ITokenAccessWithHeaders, IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly FoundCredential<ITokenAccessWithHeaders> _credential = new(
        async () => (await find().ConfigureAwait(false)).CreateScoped(Scope),
        fault => TokenFaults.OfCredential(fault, settings),
        settings.IssuerName,
        time,
        logger);

    public async Task<AccessTokenWithHeaders> GetAccessTokenWithHeadersForRequestAsync(
        string? authUri = null, CancellationToken cancellationToken = default)
    {
        ITokenAccessWithHeaders credential = await _credential.GetAsync(cancellationToken).ConfigureAwait(false);
        return await credential.GetAccessTokenWithHeadersForRequestAsync(authUri, cancellationToken).ConfigureAwait(false);
    }

    public async Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
        (await GetAccessTokenWithHeadersForRequestAsync(authUri, cancellationToken).ConfigureAwait(false)).AccessToken;

    public void Dispose() => _credential.Dispose();
}
