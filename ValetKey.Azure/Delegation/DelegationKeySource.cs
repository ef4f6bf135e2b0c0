using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>The user delegation keys of one account and service, one for each tenant of delegated users.</summary>
/// <remarks>
/// A need that the held key does not cover makes a call for a wider one; if none can be had, the held one serves as long as it lives until the need's
/// minimum. A key that was cleared (<see cref="LeaseCache{TKey, TValue}"/>) never signs wrong: the signature fails with an
/// <see cref="ObjectDisposedException"/>, and the signer asks for a key anew.
/// </remarks>
internal sealed class DelegationKeySource : IDelegationKeySource, ILeaseSource<string, DelegationKey>, IDisposable
{
    /// <summary>How many tenants of delegated users are held, besides the application's own.</summary>
    public const int MostTenants = 64;

    /// <summary>How long a call may take, with the client's own retries.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private const string OwnTenant = "";

    private readonly IDelegationKeyClient _client;
    private readonly StorageClock _clock;
    private readonly TimeSpan _lifetime;
    private readonly string _issuerName;
    private readonly LeaseCache<string, DelegationKey> _own;
    private readonly LeaseCache<string, DelegationKey> _tenants;

    /// <summary>Creates the source.</summary>
    /// <param name="client">Asks one account's service.</param>
    /// <param name="clock">The service's time.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="keyLifetime">How long keys should live, at most seven days; longer ones are asked for where a need is longer.</param>
    /// <param name="issuerName">The issuer's name, for messages.</param>
    /// <param name="logger">Told of every call that brought a key or failed.</param>
    /// <param name="jitter">From 0 to below 1, by chance if null.</param>
    public DelegationKeySource(
        IDelegationKeyClient client,
        StorageClock clock,
        TimeProvider time,
        TimeSpan keyLifetime,
        string issuerName,
        ILogger logger,
        Func<double>? jitter = null)
    {
        (_client, _clock, _lifetime, _issuerName) = (client, clock, keyLifetime, issuerName);
        _own = Keep("user delegation key", capacity: 1);
        _tenants = Keep("user delegation key for another tenant's users", MostTenants);

        LeaseCache<string, DelegationKey> Keep(string name, int capacity)
        {
            LeaseCacheOptions options = new()
            {
                IssuerName = issuerName,
                LeaseName = name,
                Capacity = capacity,
                CallTimeout = CallTimeout,
                LongestRenewalAhead = keyLifetime / 3,
                Jitter = jitter,
            };
            return new LeaseCache<string, DelegationKey>(this, options, time, logger, StringComparer.OrdinalIgnoreCase);
        }
    }

    public ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken)
    {
        LeaseCache<string, DelegationKey> keys = delegatedUserTenantId is null ? _own : _tenants;
        string tenant = delegatedUserTenantId ?? OwnTenant;
        return keys.Find(tenant, need) is { } key ? ValueTask.FromResult(key) : WaitAsync(keys, tenant, need, cancellationToken);
    }

    /// <summary>Makes the call, and once more where the answer showed that this machine's clock is off.</summary>
    public async Task<Lease<DelegationKey>> ObtainAsync(LeaseRequest<string, DelegationKey> request, CancellationToken cancellationToken)
    {
        TimeSpan offset = _clock.Offset;
        try
        {
            return await ObtainAsync(request, isFresh: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (_clock.Offset != offset)
        {
            return await ObtainAsync(request, isFresh: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValetKeyException Explain(string key, Exception cause) => DelegationKeyFaults.Of(cause, _issuerName);

    /// <summary>Clears all keys at once and ends the calls under way.</summary>
    public void Dispose()
    {
        _own.Dispose();
        _tenants.Dispose();
    }

    private async ValueTask<DelegationKey> WaitAsync(
        LeaseCache<string, DelegationKey> keys, string tenant, LeaseNeed need, CancellationToken cancellationToken)
    {
        DelegationKeySpan span = DelegationKeySpan.For(need, need.Now, _lifetime);
        if (!span.Meets(need))
        {
            return keys.Find(tenant, need with { PreferredEnd = need.MinimumEnd }) ?? throw DelegationKeyFaults.OutOfReach(_issuerName, need, span);
        }

        DelegationKey key = await keys.GetAsync(tenant, need, cancellationToken).ConfigureAwait(false);
        return new DelegationKeySpan(key.Facts.StartsAt, key.Facts.ExpiresAt).Meets(need)
            ? key
            : throw DelegationKeyFaults.TooNarrow(_issuerName, need, key);
    }

    private async Task<Lease<DelegationKey>> ObtainAsync(
        LeaseRequest<string, DelegationKey> request, bool isFresh, CancellationToken cancellationToken)
    {
        DelegationKeySpan span = DelegationKeySpan.For(request.Need, _clock.GetUtcNow(), _lifetime, isFresh ? null : request);
        string? tenant = request.Key == OwnTenant ? null : request.Key;
        DelegationKey key = await _client.RequestAsync(span, tenant, cancellationToken).ConfigureAwait(false);
        if (request.Held is { } held && held.StartsAt <= key.Facts.StartsAt && held.ExpiresAt > key.Facts.ExpiresAt)
        {
            key.Dispose(); // The held one does all that this one could, and longer.
            return held;
        }

        return new Lease<DelegationKey>(key, key.Facts.ExpiresAt, key.Facts.StartsAt);
    }
}
