using Google.Apis.Auth.OAuth2;

namespace ValetKey.Tests.Gcp.Downscoping.Support;

/// <summary>The application's own credential: a fixed token, or a fault.</summary>
internal sealed class OwnCredential : ITokenAccessWithHeaders
{
    public const string Token = "ya29.own.SECRETSECRET";

    public Exception? Fault { get; set; }

    public string? QuotaProject { get; set; }

    public Task<AccessTokenWithHeaders> GetAccessTokenWithHeadersForRequestAsync(string? authUri = null,
        CancellationToken cancellationToken = default) => Fault is null
        ? Task.FromResult(new AccessTokenWithHeaders.Builder { QuotaProject = QuotaProject }.Build(Token))
        : Task.FromException<AccessTokenWithHeaders>(Fault);

    public async Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
        (await GetAccessTokenWithHeadersForRequestAsync(authUri, cancellationToken)).AccessToken;
}
