namespace ValetKey.Testing;

/// <summary>The service's clock, which a case may move for itself: its keys are then issued earlier or later than they are used.</summary>
internal sealed class SuiteClock(TimeProvider time) : TimeProvider
{
    private readonly AsyncLocal<TimeSpan> _offset = new();

    /// <summary>Has the application's clock go wrong, in this case alone, until the result is disposed of.</summary>
    /// <param name="offset">By how much it is ahead.</param>
    public IDisposable Move(TimeSpan offset)
    {
        _offset.Value = offset;
        return new Moved(_offset);
    }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + _offset.Value;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    private sealed class Moved(AsyncLocal<TimeSpan> offset) : IDisposable
    {
        public void Dispose() => offset.Value = TimeSpan.Zero;
    }
}
