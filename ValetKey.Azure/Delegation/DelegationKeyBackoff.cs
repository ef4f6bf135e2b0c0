namespace ValetKey.Azure.Delegation;

/// <summary>How long no call is made after failures in a row: a second, doubled each time. Not thread-safe.</summary>
internal sealed class DelegationKeyBackoff(TimeProvider time, Func<double> jitter)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause while a key serves.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause while none does: callers fail meanwhile, so what has recovered must be noticed soon.</summary>
    public static readonly TimeSpan LongestWithoutKey = TimeSpan.FromSeconds(5);

    private int _failures;
    private long _failedAt;
    private TimeSpan _pause;

    public bool HasFailed => _failures > 0;

    /// <summary>Between half and the whole of the pause, so that many hosts do not come back at once.</summary>
    public TimeSpan Fail()
    {
        double seconds = Math.Min(First.TotalSeconds * Math.Pow(2, _failures), Longest.TotalSeconds);
        _failures++;
        _failedAt = time.GetTimestamp();
        return _pause = TimeSpan.FromSeconds(seconds * (0.5 + (jitter() / 2)));
    }

    public void Succeed() => _failures = 0;

    public bool IsPausing(bool hasKey)
    {
        TimeSpan pause = hasKey || _pause < LongestWithoutKey ? _pause : LongestWithoutKey;
        return HasFailed && time.GetElapsedTime(_failedAt) < pause;
    }
}
