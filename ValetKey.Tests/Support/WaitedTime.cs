using Microsoft.Extensions.Time.Testing;

namespace ValetKey.Tests.Support;

/// <summary>A clock that stands, and says how often somebody has begun to wait by it: to advance it before would leave him waiting.</summary>
internal sealed class WaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waits;

    public int Waits => Volatile.Read(ref _waits);

    /// <summary>How long the last of them waits.</summary>
    public TimeSpan LastWait { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        LastWait = dueTime;
        Interlocked.Increment(ref _waits);
        return timer;
    }
}
