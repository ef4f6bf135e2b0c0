namespace ValetKey.Providers;

/// <summary>What is held for one key, and the one call that may be under way for the next.</summary>
internal sealed partial class LeaseSlot<TKey, TValue>(TKey key, LeaseCache<TKey, TValue> cache)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly LeaseBackoff _backoff = new(cache.Time, cache.Options.NextJitter);
    private HeldLease<TValue>? _held;
    private Task<LeaseOutcome<TValue>>? _call;
    private ValetKeyException? _lastFault;
    private bool _isDropped;
    private bool _isSettled;
    private long _lastUsed;

    public TKey Key => key;

    /// <summary>The time of the last use, to about a second: a slot that many share is not written to each time.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    public bool IsUnderWay => Volatile.Read(ref _call) is not null;

    /// <summary>Whether the slot holds nothing that is in force at <paramref name="now"/>.</summary>
    public bool IsIdle(DateTimeOffset now) => Volatile.Read(ref _held) is not { } held || held.Lease.ExpiresAt <= now;

    /// <summary>The held value, where it does all that is wished for; has it renewed, in the background, when it is time.</summary>
    public TValue? Find(in LeaseNeed need)
    {
        Touch(need.Now);
        HeldLease<TValue>? held = Volatile.Read(ref _held);
        if (held is null || !held.Covers(need))
        {
            return null;
        }

        if (held.IsDue(need) && !IsUnderWay && IsWorthAsking(held, need))
        {
            _ = Begin(need, held, serves: true, out _);
        }

        return held.Lease.Value;
    }

    public async ValueTask<TValue> WaitAsync(LeaseNeed need, CancellationToken cancellationToken)
    {
        Touch(need.Now);
        while (true)
        {
            HeldLease<TValue>? held = Volatile.Read(ref _held);
            if (held is not null && (held.Covers(need) || !IsWorthAsking(held, need)))
            {
                return held.Lease.Value;
            }

            bool serves = held is not null && held.Meets(need);
            Task<LeaseOutcome<TValue>>? call = Begin(need, held, serves, out LeaseOutcome<TValue>? failed);
            if (call is null && failed is null)
            {
                continue; // Another lease came meanwhile.
            }

            if (serves && failed is not null)
            {
                return held!.Lease.Value; // What failed a moment ago is tried again in the background.
            }

            LeaseOutcome<TValue>? outcome = call is null ? failed : await AwaitAsync(call, serves, cancellationToken).ConfigureAwait(false);
            if (outcome?.Given is not { } given)
            {
                return serves ? held!.Lease.Value : throw ToldBy(outcome!);
            }

            // The result of a call serves those who waited for it, even where another has replaced it already.
            if (given.Covers(need) || given.Need.Encloses(need, cache.Options.RepeatInterval))
            {
                return (serves && !given.Meets(need) ? held! : given).Lease.Value;
            }
        }
    }

    /// <summary>Whether a call has ended for the first time.</summary>
    public bool Settle() => !_isDropped && !_isSettled && (_isSettled = true);

    /// <summary>Lets go of what is held. Who still comes here gets a lease, but it is not kept.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            if (_held is { } held)
            {
                Volatile.Write(ref _held, null);
                cache.Retired.Add(held.Lease.Value);
            }
        }
    }

    private void Touch(DateTimeOffset now)
    {
        if (now.UtcTicks - LastUsed >= TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _lastUsed, now.UtcTicks);
        }
    }

    /// <summary>Whether a call may bring more than the last one did.</summary>
    private bool IsWorthAsking(HeldLease<TValue> held, in LeaseNeed need) =>
        cache.Time.GetElapsedTime(held.ObtainedAt) >= cache.Options.RepeatInterval
        || !held.Need.Encloses(need, cache.Options.RepeatInterval)
        || held.HasEndedSince(need.Now);

    /// <returns>What came of the call; null where the caller, who could do with what is held, has waited long enough.</returns>
    private async ValueTask<LeaseOutcome<TValue>?> AwaitAsync(Task<LeaseOutcome<TValue>> call, bool serves, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan patience = serves ? cache.Options.Patience : Timeout.InfiniteTimeSpan;
            return await call.WaitAsync(patience, cache.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>An exception of the caller's own: many may have waited, and none may write into what another reads.</summary>
    private static ValetKeyException ToldBy(LeaseOutcome<TValue> outcome)
    {
        ValetKeyException told = outcome.Fault!;
        return new ValetKeyException(told.Reason, told.Message, told.InnerException)
        {
            Detail = told.Detail,
            IsTransient = told.IsTransient,
            RetryAfter = told.RetryAfter ?? (told.IsTransient ? outcome.RetryAfter : null),
            Shortfalls = told.Shortfalls,
        };
    }
}
