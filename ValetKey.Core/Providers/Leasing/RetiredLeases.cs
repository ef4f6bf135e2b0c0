namespace ValetKey.Providers;

/// <summary>
/// Values that no longer serve, each cleared a while after it was let go: whoever was handed one a moment ago has signed with it by then.
/// </summary>
internal sealed class RetiredLeases : IDisposable
{
    /// <summary>Much longer than it takes from the handing out of a value to the signature, on a machine short of threads too.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<(IDisposable Value, long RetiredAt)> _values = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _isDisposed;

    public RetiredLeases(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Clears the value after a while, at once when all is over; does nothing with one that cannot be cleared.</summary>
    public void Add(object value)
    {
        if (value is not IDisposable secret)
        {
            return;
        }

        lock (_gate)
        {
            if (_isDisposed)
            {
                secret.Dispose();
                return;
            }

            _values.Enqueue((secret, _time.GetTimestamp()));
            if (_values.Count == 1)
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
            while (_values.TryDequeue(out (IDisposable Value, long RetiredAt) retired))
            {
                retired.Value.Dispose();
            }
        }

        _timer.Dispose();
    }

    private void Clear()
    {
        lock (_gate)
        {
            TimeSpan left = TimeSpan.Zero;
            while (_values.TryPeek(out (IDisposable Value, long RetiredAt) oldest)
                && (left = Grace - _time.GetElapsedTime(oldest.RetiredAt)) <= TimeSpan.Zero)
            {
                _values.Dequeue().Value.Dispose();
            }

            if (_values.Count > 0)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
