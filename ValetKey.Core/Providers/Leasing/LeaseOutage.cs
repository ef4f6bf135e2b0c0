namespace ValetKey.Providers;

/// <summary>
/// Whether the service behind a cache fails for all keys. Then one call after each pause finds out whether it is back, whatever the key, and not one
/// for each key. Thread-safe.
/// </summary>
internal sealed class LeaseOutage(TimeProvider time, Func<double> jitter)
{
    /// <summary>So many keys have to fail in a row: fewer may have themselves to blame, and must not shut the others out.</summary>
    private const int FewestKeys = 3;

    private readonly Lock _gate = new();
    private readonly LeaseBackoff _backoff = new(time, jitter);
    private object? _lastKey;
    private int _keys;
    private ValetKeyErrorReason _reason;

    /// <summary>Takes note of a failure that may pass; others are the key's own.</summary>
    public void Fail(object key, ValetKeyException fault)
    {
        lock (_gate)
        {
            _keys += Equals(key, _lastKey) ? 0 : 1;
            (_lastKey, _reason) = (key, fault.Reason);
            if (_keys >= FewestKeys)
            {
                _backoff.Fail(fault.RetryAfter);
            }
        }
    }

    public void Succeed()
    {
        lock (_gate)
        {
            (_lastKey, _keys) = (null, 0);
            _backoff.Succeed();
        }
    }

    /// <summary>Whether a call may be made now; it is then the only one until it has ended or the pause is over again.</summary>
    /// <param name="serves">Whether the caller could do with what is held.</param>
    /// <param name="options">Names the lease.</param>
    /// <param name="refusal">What callers are told who come for another key: nothing of the key that failed.</param>
    /// <param name="left">How much of the pause is left.</param>
    public bool TryBegin(bool serves, LeaseCacheOptions options, out ValetKeyException? refusal, out TimeSpan left)
    {
        lock (_gate)
        {
            left = _backoff.Left(serves);
            if (left <= TimeSpan.Zero)
            {
                _backoff.Restart();
                refusal = null;
                return true;
            }

            refusal = new ValetKeyException(
                _reason,
                $"'{options.IssuerName}' got no {options.LeaseName}: the service failed several times in a row, and is not asked again at once.")
            {
                IsTransient = true,
            };
            return false;
        }
    }
}
