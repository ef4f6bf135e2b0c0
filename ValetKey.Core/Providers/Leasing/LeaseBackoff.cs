namespace ValetKey.Providers;

/// <summary>How long no call is made after failures in a row: a second, doubled each time. Not thread-safe.</summary>
internal sealed class LeaseBackoff(TimeProvider time, Func<double> jitter)
{
    /// <summary>The longest pause while a lease serves: whatever has recovered is back in use within a minute.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause while none does: callers fail meanwhile, so what has recovered must be noticed soon.</summary>
    private static readonly TimeSpan LongestWithoutLease = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause that a service may ask for: it may be back sooner than it thinks.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(1);

    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;
    private TimeSpan _asked;

    /// <summary>Begins a pause between half and the whole of what is due, so that many hosts do not come back at once.</summary>
    /// <param name="retryAfter">The pause that the service asked for; a longer one than ours counts.</param>
    public void Fail(TimeSpan? retryAfter)
    {
        double seconds = Math.Min(Math.Pow(2, _failures++), Longest.TotalSeconds);
        _failedAt = time.GetTimestamp();
        _pause = TimeSpan.FromSeconds(seconds * (0.5 + (jitter() / 2)));
        _asked = retryAfter is { } asked ? (asked < LongestAsked ? asked : LongestAsked) : TimeSpan.Zero;
    }

    /// <summary>Begins the same pause anew: a call is on its way, and no second one is to follow before it has told something.</summary>
    public void Restart() => _failedAt = time.GetTimestamp();

    public void Succeed() => _failures = 0;

    /// <summary>How much of the pause is left; not more than zero once it is over.</summary>
    public TimeSpan Left(bool hasLease)
    {
        TimeSpan pause = hasLease || _pause < LongestWithoutLease ? _pause : LongestWithoutLease;
        return _failures == 0 ? TimeSpan.Zero : (pause > _asked ? pause : _asked) - time.GetElapsedTime(_failedAt);
    }
}
