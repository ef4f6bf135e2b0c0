namespace ValetKey.Azure.Delegation;

/// <summary>
/// Keys that no longer serve, each cleared a while after it was let go: whoever was handed one a moment ago has signed with it by then.
/// </summary>
internal sealed class RetiredDelegationKeys : IDisposable
{
    /// <summary>Much longer than it takes from the handing out of a key to the signature, on a machine short of threads too.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(DelegationKey Key, long RetiredAt)> _keys = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _isDisposed;

    public RetiredDelegationKeys(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Clears the key after a while; at once when all is over.</summary>
    public void Add(DelegationKey key)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                key.Dispose();
                return;
            }

            _keys.Enqueue((key, _time.GetTimestamp()));
            if (_keys.Count == 1)
            {
                _timer.Change(Grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Clears all at once.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_keys.TryDequeue(out (DelegationKey Key, long RetiredAt) retired))
            {
                retired.Key.Dispose();
            }
        }

        _timer.Dispose();
    }

    private void Clear()
    {
        lock (_gate)
        {
            TimeSpan left = TimeSpan.Zero;
            while (_keys.TryPeek(out (DelegationKey Key, long RetiredAt) oldest)
                && (left = Grace - _time.GetElapsedTime(oldest.RetiredAt)) <= TimeSpan.Zero)
            {
                _keys.Dequeue().Key.Dispose();
            }

            if (_keys.Count > 0)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
