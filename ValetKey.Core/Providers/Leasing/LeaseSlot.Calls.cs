using ValetKey.Diagnostics;
using ValetKey.Issuing;

namespace ValetKey.Providers;

internal sealed partial class LeaseSlot<TKey, TValue>
{
    /// <summary>
    /// The call under way, or a new one; null during the pause after a failure, which <paramref name="failed"/> then tells, and where
    /// <paramref name="known"/>, by which the caller judged, has been replaced meanwhile: a caller who comes a moment late must not make a second
    /// call.
    /// </summary>
    private Task<LeaseOutcome<TValue>>? Begin(LeaseNeed need, HeldLease<TValue>? known, bool serves, out LeaseOutcome<TValue>? failed)
    {
        bool isShut = false;
        Task<LeaseOutcome<TValue>>? call;
        lock (_gate)
        {
            TimeSpan pause = _backoff.Left(serves);
            bool isKnown = ReferenceEquals(_held, known);
            failed = _lastFault is { } fault && isKnown ? new LeaseOutcome<TValue>(null, fault, pause) : null;
            if (_call is null && isKnown && pause <= TimeSpan.Zero)
            {
                isShut = !cache.Outage.TryBegin(serves, cache.Options, out ValetKeyException? refusal, out TimeSpan left);
                if (isShut)
                {
                    failed = new LeaseOutcome<TValue>(null, _lastFault ?? refusal, left);
                }
                else
                {
                    Volatile.Write(ref _call, LeaseCall.RunDetached(() => CallAsync(need, known)));
                }
            }

            call = _call;
        }

        if (isShut)
        {
            cache.Settle(this, need.Now); // Else those that never make a call would add up.
        }

        return call;
    }

    private async Task<LeaseOutcome<TValue>> CallAsync(LeaseNeed need, HeldLease<TValue>? held)
    {
        LeaseCacheOptions options = cache.Options;
        long started = cache.Time.GetTimestamp();
        LeaseOutcome<TValue> outcome;
        Exception? thrown = null;
        try
        {
            Lease<TValue> lease = await LeaseCall.ObtainAsync(
                cache.Source, new LeaseRequest<TKey, TValue>(key, need, held), options.CallTimeout, cache.Time, cache.Closing).ConfigureAwait(false);
            outcome = Succeed(HeldLease<TValue>.Take(lease, need, cache.Time.GetTimestamp(), options));
        }
        catch (Exception fault)
        {
            thrown = fault;
            outcome = Fail(fault);
        }

        Telemetry.RecordLease(options, cache.Time.GetElapsedTime(started), thrown);
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

        cache.Outage.Succeed();
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
        ValetKeyException told = Explain(fault);
        HeldLease<TValue>? held;
        TimeSpan pause;
        TimeSpan retryAfter;
        lock (_gate)
        {
            held = _held;
            _backoff.Fail(told.RetryAfter);
            pause = _backoff.Left(hasLease: held is not null);
            retryAfter = _backoff.Left(hasLease: false);
            _lastFault = told;
            Volatile.Write(ref _call, null);
        }

        if (told.IsTransient)
        {
            cache.Outage.Fail(this, told);
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

        return new LeaseOutcome<TValue>(null, told, retryAfter);
    }

    /// <summary>A source that fails at this too must not leave the call under way for ever.</summary>
    private ValetKeyException Explain(Exception fault)
    {
        try
        {
            return fault as ValetKeyException ?? cache.Source.Explain(key, fault);
        }
        catch (Exception broken)
        {
            return Faults.Failure($"The source of {cache.Options.LeaseName} could not explain why it failed ({broken.GetType().Name}).", fault);
        }
    }
}
