using ValetKey.Diagnostics;

namespace ValetKey.Providers;

internal sealed partial class LeaseSlot<TKey, TValue>
{
    /// <summary>
    /// The call under way, or a new one; null during the pause after a failure, which <paramref name="failed"/> then tells, and where <paramref
    /// name="known"/>,
    /// by which the caller judged, has been replaced meanwhile: a caller who comes a moment late must not make a second call.
    /// </summary>
    private Task<LeaseOutcome<TValue>>? Begin(LeaseNeed need, HeldLease<TValue>? known, bool serves, out LeaseOutcome<TValue>? failed)
    {
        lock (_gate)
        {
            TimeSpan pause = _backoff.Left(serves);
            bool isKnown = ReferenceEquals(_held, known);
            failed = _lastFault is { } fault && isKnown ? new LeaseOutcome<TValue>(null, fault, pause) : null;
            if (_call is null && isKnown && pause <= TimeSpan.Zero)
            {
                Volatile.Write(ref _call, LeaseCall.RunDetached(() => CallAsync(need, known)));
            }

            return _call;
        }
    }

    private async Task<LeaseOutcome<TValue>> CallAsync(LeaseNeed need, HeldLease<TValue>? held)
    {
        LeaseCacheOptions options = cache.Options;
        long started = cache.Time.GetTimestamp();
        LeaseOutcome<TValue> outcome;
        try
        {
            Lease<TValue> lease = await LeaseCall.ObtainAsync(
                cache.Source, new LeaseRequest<TKey, TValue>(key, need, held), options.CallTimeout, cache.Time, cache.Closing).ConfigureAwait(false);
            outcome = Succeed(HeldLease<TValue>.Take(lease, need, cache.Time.GetTimestamp(), options));
        }
        catch (Exception fault)
        {
            outcome = Fail(fault);
        }

        LeaseTelemetry.RecordCall(options, cache.Time.GetElapsedTime(started), outcome.Fault);
        cache.Settle(this, need.Now);
        return outcome;
    }

    private LeaseOutcome<TValue> Succeed(HeldLease<TValue> given)
    {
        HeldLease<TValue>? held;
        lock (_gate)
        {
            held = _isDropped ? given : _held;
            Volatile.Write(ref _held, _isDropped ? null : given);
            _backoff.Succeed();
            _lastFault = null;
            Volatile.Write(ref _call, null);
        }

        bool isNew = !ReferenceEquals(held?.Lease.Value, given.Lease.Value);
        if (held is not null && (isNew || ReferenceEquals(held, given)))
        {
            cache.Retired.Add(held.Lease.Value);
        }

        if (isNew)
        {
            LeaseLog.Obtained(cache.Logger, cache.Options.IssuerName, cache.Options.LeaseName, given.Lease.StartsAt, given.Lease.ExpiresAt);
        }

        return new LeaseOutcome<TValue>(given);
    }

    private LeaseOutcome<TValue> Fail(Exception fault)
    {
        HeldLease<TValue>? held;
        TimeSpan pause;
        TimeSpan retryAfter;
        lock (_gate)
        {
            held = _held;
            _backoff.Fail();
            pause = _backoff.Left(hasLease: held is not null);
            retryAfter = _backoff.Left(hasLease: false);
            _lastFault = fault;
            Volatile.Write(ref _call, null);
        }

        string kind = (fault is ValetKeyException { InnerException: { } inner } ? inner : fault).GetType().Name;
        if (held is null)
        {
            LeaseLog.Unavailable(cache.Logger, cache.Options.IssuerName, cache.Options.LeaseName, kind);
        }
        else
        {
            LeaseLog.RenewalFailed(cache.Logger, cache.Options.IssuerName, cache.Options.LeaseName, kind, held.Lease.ExpiresAt, pause);
        }

        return new LeaseOutcome<TValue>(null, fault, retryAfter);
    }
}
