using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ValetKey.Providers;

/// <summary>
/// Keeps what a service gives for a time (credentials, tokens, keys) at hand for signers: obtained once for all who wait, renewed ahead of its end,
/// and cleared when it no longer serves. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// One call is under way for a key at a time. Whoever gives up the wait does not end it, not even as the last; what it brings is kept. It ends by its
/// limit of time at the latest.
/// </para>
/// <para>
/// A lease is renewed in the background while it serves. A failed renewal ends nothing as long as the lease lives until the caller's
/// <see cref="LeaseNeed.MinimumEnd"/>.
/// </para>
/// <para>
/// After a failure there is a pause before the next call: half a second to a second, doubled with each failure in a row up to half a minute while a
/// lease serves, up to five seconds while none does; longer where the service asks for it (<see cref="ValetKeyException.RetryAfter"/> of the fault),
/// up to a minute. Callers without a lease that come during the pause fail at once, with the reason of the failure and
/// <see cref="ValetKeyException.RetryAfter"/>; afterwards the first of them makes a call. Once three keys have failed in a row, for reasons that may
/// pass, the pause is one for all keys. So nobody queues behind a service that is down, and a service that is back is noticed within seconds. Each
/// caller gets an exception of his own.
/// </para>
/// <para>
/// A value that is replaced, or let go for want of room, is disposed of a minute later if it is <see cref="IDisposable"/>, and at once with the
/// cache. So use what you get at once, and ask anew rather than keep it.
/// </para>
/// <para>
/// A held value is found without a lock or an allocation. At most <see cref="LeaseCacheOptions.Capacity"/> are held, besides those whose first call
/// is under way.
/// </para>
/// </remarks>
/// <typeparam name="TKey">What tells the values apart. Use <see cref="ValueTuple"/> where there is only one.</typeparam>
/// <typeparam name="TValue">What is leased.</typeparam>
public sealed class LeaseCache<TKey, TValue> : IDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, LeaseSlot<TKey, TValue>> _slots;
    private readonly LeaseShelf<TKey, TValue> _shelf;
    private readonly Lock _settling = new();
    private readonly CancellationTokenSource _closing = new();
    private bool _isDisposed;

    /// <summary>Creates the cache; nothing is asked for yet.</summary>
    /// <param name="source">Makes the calls.</param>
    /// <param name="options">How to keep and renew.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="logger">Told of every call that brought a value or failed; none if null.</param>
    /// <param name="comparer">Compares keys; the default if null.</param>
    public LeaseCache(
        ILeaseSource<TKey, TValue> source,
        LeaseCacheOptions options,
        TimeProvider time,
        ILogger? logger = null,
        IEqualityComparer<TKey>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1);
        (Source, Options, Time, Logger) = (source, options, time, logger ?? NullLogger.Instance);
        Retired = new RetiredLeases(time);
        Outage = new LeaseOutage(time, options.NextJitter);
        Closing = _closing.Token;
        _shelf = new LeaseShelf<TKey, TValue>(options.Capacity);
        _slots = new ConcurrentDictionary<TKey, LeaseSlot<TKey, TValue>>(comparer);
    }

    /// <summary>How many keys are known, those with a call under way included.</summary>
    public int Count => _slots.Count;

    internal ILeaseSource<TKey, TValue> Source { get; }

    internal LeaseCacheOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal RetiredLeases Retired { get; }

    internal LeaseOutage Outage { get; }

    internal CancellationToken Closing { get; }

    /// <summary>The held value, if it does all that is wished for.</summary>
    /// <param name="key">Which.</param>
    /// <param name="need">What is needed of it.</param>
    /// <returns>The value, or null where it has to be waited for: <see cref="GetAsync"/>.</returns>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public TValue? Find(TKey key, in LeaseNeed need)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        return _slots.TryGetValue(key, out LeaseSlot<TKey, TValue>? slot) ? slot.Find(need) : null;
    }

    /// <summary>The value of a key; at hand without waiting, but for the first time and after a failure.</summary>
    /// <param name="key">Which.</param>
    /// <param name="need">What is needed of it.</param>
    /// <param name="cancellationToken">Gives up the wait; the call goes on for the others.</param>
    /// <returns>
    /// A value that meets the need; or one that falls short of it, where the source has just given no better: see whether its end will do. A source
    /// that gave less is asked for the same again after <see cref="LeaseCacheOptions.RepeatInterval"/>.
    /// </returns>
    /// <exception cref="ValetKeyException">None can be had. Where the fault may pass, it says after what time to come again.</exception>
    /// <exception cref="ObjectDisposedException">The cache was disposed.</exception>
    public ValueTask<TValue> GetAsync(TKey key, in LeaseNeed need, CancellationToken cancellationToken)
    {
        if (Find(key, need) is { } held)
        {
            return ValueTask.FromResult(held);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _slots.GetOrAdd(key, static (key, cache) => new LeaseSlot<TKey, TValue>(key, cache), this).WaitAsync(need, cancellationToken);
    }

    /// <summary>Disposes of all values at once and ends the calls under way.</summary>
    public void Dispose()
    {
        lock (_settling)
        {
            if (_isDisposed)
            {
                return;
            }

            Volatile.Write(ref _isDisposed, true);
        }

        Retired.Dispose();
        foreach (LeaseSlot<TKey, TValue> slot in _slots.Values)
        {
            slot.Drop();
        }

        _closing.Cancel();
        _closing.Dispose();
    }

    /// <summary>A slot counts once its first call has ended, whatever it brought.</summary>
    internal void Settle(LeaseSlot<TKey, TValue> slot, DateTimeOffset now)
    {
        LeaseSlot<TKey, TValue>? gone;
        lock (_settling)
        {
            gone = _isDisposed ? slot : slot.Settle() ? _shelf.Add(slot, now) : null;
        }

        if (gone is not null && _slots.TryRemove(new KeyValuePair<TKey, LeaseSlot<TKey, TValue>>(gone.Key, gone)))
        {
            gone.Drop();
        }
    }
}
