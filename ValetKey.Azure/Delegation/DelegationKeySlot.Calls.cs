namespace ValetKey.Azure.Delegation;

internal sealed partial class DelegationKeySlot
{
    /// <summary>
    /// The call under way, or a new one; null while none is to be made after <paramref name="lastFault"/>, and where <paramref name="known"/>, by which
    /// the caller judged, has been replaced meanwhile: a caller who comes a moment late must not make a second call.
    /// </summary>
    private Task<DelegationKeyOutcome>? Begin(
        in DelegationNeed need, DelegationKeySpan span, HeldDelegationKey? known, bool hasKey, out Exception? lastFault)
    {
        lock (_gate)
        {
            lastFault = _lastFault;
            if (_call is null && ReferenceEquals(_held, known) && !_backoff.IsPausing(hasKey))
            {
                _call = StartCall(need, span);
            }

            return _call;
        }
    }

    /// <summary>On a thread of the pool, since not every credential is asynchronous to the end.</summary>
    private Task<DelegationKeyOutcome> StartCall(DelegationNeed need, DelegationKeySpan span) => Task.Run(() => CallAsync(need, span));

    private async Task<DelegationKeyOutcome> CallAsync(DelegationNeed need, DelegationKeySpan span)
    {
        try
        {
            (DelegationKey key, DelegationKeySpan asked) = await tools.Calls.RequestAsync(need, span).ConfigureAwait(false);
            return Succeed(HeldDelegationKey.Take(key, asked, tools.Lifetime, tools.Jitter()));
        }
        catch (Exception fault)
        {
            return Fail(fault);
        }
    }

    private DelegationKeyOutcome Succeed(HeldDelegationKey given)
    {
        lock (_gate)
        {
            HeldDelegationKey? held = _held;
            bool isNoGain = held is not null && held.Outdoes(given.Key);
            if (_isDropped || isNoGain)
            {
                tools.Retired.Add(given.Key);
                Volatile.Write(ref _held, _isDropped ? null : held! with { Asked = given.Asked });
            }
            else
            {
                Volatile.Write(ref _held, given);
                if (held is not null)
                {
                    tools.Retired.Add(held.Key);
                }
            }

            _backoff.Succeed();
            _lastFault = null;
            _call = null;
        }

        DelegationKeyLog.Obtained(tools.Logger, tools.IssuerName, tenant, given.Key.Facts.StartsAt, given.Key.Facts.ExpiresAt);
        return new DelegationKeyOutcome(given, null);
    }

    private DelegationKeyOutcome Fail(Exception fault)
    {
        HeldDelegationKey? held;
        TimeSpan pause;
        lock (_gate)
        {
            held = _held;
            pause = _backoff.Fail();
            _lastFault = fault;
            _call = null;
        }

        if (held is null)
        {
            DelegationKeyLog.NoneHad(tools.Logger, tools.IssuerName, tenant, DelegationKeyFaults.KindOf(fault));
        }
        else
        {
            DelegationKeyLog.RefreshFailed(tools.Logger, tools.IssuerName, tenant, DelegationKeyFaults.KindOf(fault), held.Key.Facts.ExpiresAt, pause);
        }

        return new DelegationKeyOutcome(null, fault);
    }
}
