namespace ValetKey.Providers;

/// <summary>What came of a call: a lease, or a fault and how long no other call is made.</summary>
internal sealed record LeaseOutcome<TValue>(HeldLease<TValue>? Given, ValetKeyException? Fault = null, TimeSpan RetryAfter = default)
    where TValue : class;
