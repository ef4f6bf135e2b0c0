using System.Collections.Concurrent;

namespace ValetKey.Gcp.Downscoping;

/// <summary>Tokens by what they open and how long they were asked for. Several requests for the same one make one call; failures are not kept.</summary>
internal sealed class TokenCache
{
    /// <summary>How many are kept. Boundaries name prefixes, so there may be many.</summary>
    public const int MostHeld = 1000;

    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<AccessToken>>> _held = new();

    /// <summary>How many there are, those under way included.</summary>
    public int Count => _held.Count;

    /// <summary>A held token that ends between the given times, or a new one.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="fetch">Makes a new one. What it does is shared, so nobody's cancellation ends it.</param>
    /// <param name="earliest">A held one that ends before is not taken.</param>
    /// <param name="latest">A held one that ends after is not taken.</param>
    /// <param name="now">The time of the grant.</param>
    /// <param name="cancellationToken">Gives up the wait, not the call that others wait for too.</param>
    public async ValueTask<AccessToken> GetAsync(
        TokenKey key, Func<Task<AccessToken>> fetch, DateTimeOffset earliest, DateTimeOffset latest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Lazy<Task<AccessToken>>? fresh = null;
        while (true)
        {
            if (!_held.TryGetValue(key, out Lazy<Task<AccessToken>>? held))
            {
                fresh ??= Start(key, fetch);
                held = _held.GetOrAdd(key, fresh);
                if (ReferenceEquals(held, fresh))
                {
                    Trim(now); // Only what is added makes the cache larger; a held token costs one look-up.
                }
            }

            AccessToken token = await held.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(held, fresh) || (token.ExpiresAt >= earliest && token.ExpiresAt <= latest))
            {
                return token;
            }

            fresh ??= Start(key, fetch);
            _held.TryUpdate(key, fresh, held);
        }
    }

    private Lazy<Task<AccessToken>> Start(TokenKey key, Func<Task<AccessToken>> fetch)
    {
        Lazy<Task<AccessToken>>? started = null;
        started = new Lazy<Task<AccessToken>>(FetchAsync);
        return started;

        async Task<AccessToken> FetchAsync()
        {
            try
            {
                return await fetch().ConfigureAwait(false);
            }
            catch
            {
                _held.TryRemove(new(key, started!)); // A failure is nobody's but those who waited for it.
                throw;
            }
        }
    }

    /// <summary>What has ended goes first, and then any, down to three quarters, so that not every addition has to search. What is under way stays.</summary>
    private void Trim(DateTimeOffset now)
    {
        if (_held.Count <= MostHeld)
        {
            return;
        }

        Remove(token => token.ExpiresAt <= now);
        if (_held.Count > MostHeld)
        {
            Remove(_ => _held.Count > MostHeld * 3 / 4);
        }
    }

    private void Remove(Predicate<AccessToken> isToGo)
    {
        foreach ((TokenKey key, Lazy<Task<AccessToken>> held) in _held)
        {
            if (held.IsValueCreated && held.Value.IsCompletedSuccessfully && isToGo(held.Value.GetAwaiter().GetResult()))
            {
                _held.TryRemove(new(key, held));
            }
        }
    }
}
