using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>
/// Issues tokens of a service account that are downscoped to a grant and end with it. A token serves again for equal grants while half of the life
/// that was
/// asked for is left.
/// </summary>
internal sealed class Downscoper : IDownscoper, ILeaseSource<TokenKey, AccessToken>, IDisposable
{
    /// <summary>By so much a token is asked shorter than the key, since the service counts from when the call arrives.</summary>
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly DownscoperSettings _settings;
    private readonly ITokenAccessWithHeaders _credential;
    private readonly TokenService _tokens;
    private readonly LeaseCache<TokenKey, AccessToken> _held;

    /// <summary>Creates the downscoper; no call is made yet.</summary>
    /// <param name="settings">Whose tokens, and where from.</param>
    /// <param name="credential">The application's own credential, with the scope <c>cloud-platform</c>.</param>
    /// <param name="clock">Told of the services' time.</param>
    /// <param name="time">Measures how long calls take.</param>
    /// <param name="logger">Told of every call; none if null.</param>
    public Downscoper(DownscoperSettings settings, ITokenAccessWithHeaders credential, StorageClock clock, TimeProvider time, ILogger? logger = null)
    {
        (_settings, _credential) = (settings, credential);
        _tokens = new TokenService(settings, credential, clock, time);
        _held = new LeaseCache<TokenKey, AccessToken>(
            this,
            new LeaseCacheOptions
            {
                IssuerName = settings.IssuerName,
                LeaseName = "downscoped token",
                RenewalShare = 0, // Many boundaries are asked for once: a token that nobody may need would cost two calls.
            },
            time,
            logger);
    }

    public async ValueTask<BearerToken> IssueAsync(KeyGrant grant, string bucket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfStable(grant);
        TimeSpan life = grant.ExpiresAt - grant.IssuedAt;
        DateTimeOffset halfWay = grant.IssuedAt + (life / 2);
        LeaseNeed need = LeaseNeed.Of(grant) with
        {
            PreferredEnd = halfWay > grant.MinimumExpiresAt ? halfWay : grant.MinimumExpiresAt,
            RequestedEnd = grant.Now + LifeToAskFor(grant),
            LatestEnd = grant.ExpiresAt,
        };
        TokenKey key = new(AccessBoundary.Write(grant, bucket), life);
        AccessToken token = await _held.GetAsync(key, need, cancellationToken).ConfigureAwait(false);
        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(token.ExpiresAt);
        return new BearerToken(grant, token.Value, _settings.BaseUrl) { ExpiresAt = end, ExpiryLimit = limit };
    }

    /// <summary>
    /// The end that counts is the one that the service tells. Where it lies beyond the key's, the clocks differ or the call took long; then a token
    /// is asked for
    /// that is shorter by as much.
    /// </summary>
    public async Task<Lease<AccessToken>> ObtainAsync(LeaseRequest<TokenKey, AccessToken> request, CancellationToken cancellationToken)
    {
        TimeSpan life = request.Need.RequestedEnd - request.Need.Now;
        DateTimeOffset latest = request.Need.LatestEnd;
        AccessToken token = await _tokens.GenerateAsync(life, cancellationToken).ConfigureAwait(false);
        TimeSpan shorter = life - (token.ExpiresAt - latest) - CallTime;
        if (token.ExpiresAt > latest && shorter >= Shortest)
        {
            token = await _tokens.GenerateAsync(shorter, cancellationToken).ConfigureAwait(false);
        }

        if (token.ExpiresAt > latest)
        {
            throw TokenFaults.OfLongLife(token.ExpiresAt, latest, _settings);
        }

        AccessToken downscoped = await _tokens.ExchangeAsync(token, request.Key.Boundary, life, cancellationToken).ConfigureAwait(false);
        return new Lease<AccessToken>(downscoped, downscoped.ExpiresAt);
    }

    public ValetKeyException Explain(TokenKey key, Exception cause) => TokenFaults.OfConnection(TokenCall.Generate, cause, _settings);

    public void Dispose()
    {
        _held.Dispose();
        _tokens.Dispose();
        (_credential as IDisposable)?.Dispose();
    }

    /// <summary>A little less than the key's life, but half of it where that is short, and not less than the caller can use.</summary>
    private static TimeSpan LifeToAskFor(KeyGrant grant)
    {
        TimeSpan life = grant.ExpiresAt - grant.IssuedAt;
        TimeSpan least = grant.MinimumExpiresAt - grant.IssuedAt;
        TimeSpan shortened = life > 2 * CallTime ? life - CallTime : life / 2;
        return shortened > least ? shortened : least;
    }

    private static void ThrowIfStable(KeyGrant grant)
    {
        if (grant.IsStable)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"Google makes the tokens, and no two are alike, so equal requests cannot give equal keys. Leave {nameof(KeyRequest.StableFor)} "
                    + "out.");
        }
    }
}
