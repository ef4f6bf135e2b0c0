using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>The user delegation keys of one account and service, one for each tenant of delegated users.</summary>
/// <remarks>
/// <para>A key is waited for once. It is replaced ahead of its end, in the background, while it serves; one call is under way for a tenant at a time, and whoever
/// gives up the wait does not end it for the others.</para>
/// <para>A need that the held key does not cover makes a call for a wider key. If none can be had, the held one serves as long as it lives until
/// the need's minimum.</para>
/// <para>After a failure there is a pause before the next call: half a second to a second, doubled with each failure in a row up to a minute while a key serves,
/// up to five seconds while none does. Callers without a key that come during the pause fail at once, with the reason of the failure; afterwards the first of
/// them makes a call. So nobody queues behind a service that is down, and a service that is back is noticed within seconds.</para>
/// <para>A key that is replaced, or let go because other tenants came, is cleared a minute later (<see cref="RetiredDelegationKeys"/>). A signature that is
/// asked of it even then fails with an <see cref="ObjectDisposedException"/> and is never wrong; the signer then asks for a key anew.</para>
/// </remarks>
internal sealed class DelegationKeySource : IDelegationKeySource, IDisposable
{
    /// <summary>How many tenants of delegated users are held, besides the application's own.</summary>
    public const int MostTenants = 64;

    private readonly DelegationKeyTools _tools;
    private readonly DelegationKeySlot _own;
    private readonly ConcurrentDictionary<string, DelegationKeySlot> _tenants = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _adding = new();
    private long _uses;
    private bool _isDisposed;

    /// <summary>Creates the source.</summary>
    /// <param name="client">Asks one account's service.</param>
    /// <param name="clock">The service's time.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="keyLifetime">How long keys should live, at most seven days; longer ones are asked for where a need is longer.</param>
    /// <param name="issuerName">The issuer's name, for messages.</param>
    /// <param name="logger">Told of every call that brought a key or failed.</param>
    /// <param name="jitter">From 0 to below 1, by chance if null.</param>
    public DelegationKeySource(
        IDelegationKeyClient client, StorageClock clock, TimeProvider time, TimeSpan keyLifetime, string issuerName, ILogger logger, Func<double>? jitter = null)
    {
        _tools = new DelegationKeyTools(
            new DelegationKeyCalls(client, clock, time, keyLifetime),
            new RetiredDelegationKeys(time),
            clock,
            time,
            keyLifetime,
            jitter ?? Chance,
            issuerName,
            logger);
        _own = new DelegationKeySlot(null, _tools);
    }

    public ValueTask<DelegationKey> GetAsync(DelegationNeed need, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        DelegationKeySlot slot = need.DelegatedUserTenantId is { } tenant ? Find(tenant) : _own;
        return slot.GetAsync(need, cancellationToken);
    }

    /// <summary>Clears all keys at once and ends the calls under way.</summary>
    public void Dispose()
    {
        lock (_adding)
        {
            if (_isDisposed)
            {
                return;
            }

            Volatile.Write(ref _isDisposed, true);
            _tools.Retired.Dispose();
            _own.Drop();
            foreach (DelegationKeySlot slot in _tenants.Values)
            {
                slot.Drop();
            }
        }

        _tools.Calls.Dispose();
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    private DelegationKeySlot Find(string tenant)
    {
        DelegationKeySlot slot = _tenants.TryGetValue(tenant, out DelegationKeySlot? known) ? known : Add(tenant);
        slot.LastUsed = Interlocked.Increment(ref _uses);
        return slot;
    }

    private DelegationKeySlot Add(string tenant)
    {
        lock (_adding)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_tenants.TryGetValue(tenant, out DelegationKeySlot? known))
            {
                return known;
            }

            if (_tenants.Count >= MostTenants
                && _tenants.TryRemove(_tenants.MinBy(entry => entry.Value.LastUsed).Key, out DelegationKeySlot? oldest))
            {
                oldest.Drop();
            }

            return _tenants[tenant] = new DelegationKeySlot(tenant, _tools) { LastUsed = Interlocked.Increment(ref _uses) };
        }
    }
}
