namespace ValetKey.Azure.Delegation;

/// <summary>The key of one tenant, and the one call that may be under way for the next.</summary>
internal sealed partial class DelegationKeySlot(string? tenant, DelegationKeyTools tools)
{
    /// <summary>How long a caller waits for a longer key who could do with the held one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly DelegationKeyBackoff _backoff = new(tools.Time, tools.Jitter);
    private HeldDelegationKey? _held;
    private Task<DelegationKeyOutcome>? _call;
    private Exception? _lastFault;
    private bool _isDropped;
    private long _lastUsed;

    /// <summary>A number that grows with each use of any slot.</summary>
    public long LastUsed
    {
        get => Volatile.Read(ref _lastUsed);
        set => Volatile.Write(ref _lastUsed, value);
    }

    public ValueTask<DelegationKey> GetAsync(DelegationNeed need, CancellationToken cancellationToken)
    {
        HeldDelegationKey? held = Volatile.Read(ref _held);
        if (held is null || !held.Covers(need))
        {
            return WaitAsync(need, cancellationToken);
        }

        DateTimeOffset now = tools.Clock.GetUtcNow();
        if (held.IsDue(need, now))
        {
            RefreshAhead(need, now, held);
        }

        return ValueTask.FromResult(held.Key);
    }

    /// <summary>Lets go of the key. Who still comes here gets one, but it is not kept.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            if (_held is { } held)
            {
                Volatile.Write(ref _held, null);
                tools.Retired.Add(held.Key);
            }
        }
    }

    private void RefreshAhead(in DelegationNeed need, DateTimeOffset now, HeldDelegationKey held)
    {
        DelegationKeySpan span = DelegationKeySpan.For(need, now, tools.Lifetime, held);
        if (held.IsWorthAsking(span))
        {
            _ = Begin(need, span, held, hasKey: true, out _);
        }
    }

    private async ValueTask<DelegationKey> WaitAsync(DelegationNeed need, CancellationToken cancellationToken)
    {
        while (true)
        {
            HeldDelegationKey? held = Volatile.Read(ref _held);
            if (held is not null && held.Covers(need))
            {
                return held.Key;
            }

            DelegationKey? second = held is not null && held.Meets(need) ? held.Key : null;
            DelegationKeySpan span = DelegationKeySpan.For(need, tools.Clock.GetUtcNow(), tools.Lifetime, held);
            if (!span.Meets(need))
            {
                return second ?? throw DelegationKeyFaults.OutOfReach(tools.IssuerName, need, span);
            }

            if (held is not null && !held.IsWorthAsking(span))
            {
                return second ?? throw DelegationKeyFaults.TooNarrow(tools.IssuerName, need, held.Key);
            }

            Task<DelegationKeyOutcome>? call = Begin(need, span, held, second is not null, out Exception? lastFault);
            if (call is null && (lastFault is null || !ReferenceEquals(Volatile.Read(ref _held), held)))
            {
                continue; // Another key came meanwhile.
            }

            if (second is not null && lastFault is not null)
            {
                return second; // What failed a moment ago is tried again in the background.
            }

            DelegationKeyOutcome outcome = call is null
                ? new DelegationKeyOutcome(null, lastFault)
                : await AwaitAsync(call, second is not null, cancellationToken).ConfigureAwait(false);
            if (outcome.Given is not { } given)
            {
                return second ?? throw DelegationKeyFaults.Of(outcome.Fault!, tools.IssuerName);
            }

            // The result of a call serves those who waited for it, even where another has replaced it already.
            if (given.Covers(need) || (given.Asked.Encloses(span) && given.Meets(need)))
            {
                return given.Key;
            }

            if (given.Asked.Encloses(span))
            {
                return second ?? throw DelegationKeyFaults.TooNarrow(tools.IssuerName, need, given.Key);
            }
        }
    }

    private async ValueTask<DelegationKeyOutcome> AwaitAsync(Task<DelegationKeyOutcome> call, bool hasKey, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(hasKey ? Patience : Timeout.InfiniteTimeSpan, tools.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException fault)
        {
            return new DelegationKeyOutcome(null, fault);
        }
    }
}
