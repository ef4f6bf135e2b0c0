using Google.Apis.Auth.OAuth2;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>
/// Issues tokens of a service account that are downscoped to a grant and end with it. A token serves again for equal grants while half of the life that was
/// asked for is left.
/// </summary>
/// <param name="settings">Whose tokens, and where from.</param>
/// <param name="credential">The application's own credential, with the scope <c>cloud-platform</c>.</param>
/// <param name="clock">Told of the services' time.</param>
/// <param name="time">Measures how long calls take.</param>
internal sealed class Downscoper(DownscoperSettings settings, ITokenAccessWithHeaders credential, StorageClock clock, TimeProvider time) : IDownscoper, IDisposable
{
    /// <summary>By so much a token is asked shorter than the key, since the service counts from when the call arrives.</summary>
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly TokenService _tokens = new(settings, credential, clock, time);
    private readonly TokenCache _cache = new();

    public async ValueTask<BearerToken> IssueAsync(KeyGrant grant, string bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfStable(grant);
        string boundary = AccessBoundary.Write(grant, bucket);
        TimeSpan life = grant.ExpiresAt - grant.IssuedAt;
        DateTimeOffset halfWay = grant.IssuedAt + (life / 2);
        AccessToken token = await _cache.GetAsync(
            new TokenKey(boundary, life),
            () => FetchAsync(boundary, LifeToAskFor(grant), grant.ExpiresAt),
            halfWay > grant.MinimumExpiresAt ? halfWay : grant.MinimumExpiresAt,
            grant.ExpiresAt,
            grant.IssuedAt,
            cancellationToken).ConfigureAwait(false);
        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(token.ExpiresAt);
        return new BearerToken(grant, token.Value, settings.BaseUrl) { ExpiresAt = end, ExpiryLimit = limit };
    }

    public void Dispose() => _tokens.Dispose();

    /// <summary>A little less than the key's life, but half of it where that is short, and not less than the caller can use.</summary>
    private static TimeSpan LifeToAskFor(KeyGrant grant)
    {
        TimeSpan life = grant.ExpiresAt - grant.IssuedAt;
        TimeSpan least = grant.MinimumExpiresAt - grant.IssuedAt;
        TimeSpan shortened = life > 2 * CallTime ? life - CallTime : life / 2;
        return shortened > least ? shortened : least;
    }

    /// <summary>
    /// The end that counts is the one that the service tells. Where it lies beyond the key's, the clocks differ or the call took long; then a token is asked for
    /// that is shorter by as much.
    /// </summary>
    private async Task<AccessToken> FetchAsync(string boundary, TimeSpan life, DateTimeOffset latest)
    {
        AccessToken token = await _tokens.GenerateAsync(life).ConfigureAwait(false);
        TimeSpan shorter = life - (token.ExpiresAt - latest) - CallTime;
        if (token.ExpiresAt > latest && shorter >= Shortest)
        {
            token = await _tokens.GenerateAsync(shorter).ConfigureAwait(false);
        }

        return token.ExpiresAt <= latest
            ? await _tokens.ExchangeAsync(token, boundary, life).ConfigureAwait(false)
            : throw TokenFaults.OfLongLife(token.ExpiresAt, latest, settings);
    }

    private static void ThrowIfStable(KeyGrant grant)
    {
        if (grant.IsStable)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"Google makes the tokens, and no two are alike, so equal requests cannot give equal keys. Leave {nameof(KeyRequest.StableFor)} out.");
        }
    }
}
