namespace ValetKey.Testing;

/// <summary>The service's clock, which a case may move for itself: its keys are then issued earlier or later than they are used.</summary>
internal sealed class SuiteClock(TimeProvider time) : TimeProvider
{
    private readonly AsyncLocal<TimeSpan> _offset = new();

    /// <summary>By how much the application's clock is off, in this case alone.</summary>
    public TimeSpan Offset
    {
        get => _offset.Value;
        set => _offset.Value = value;
    }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
