using Microsoft.Extensions.Time.Testing;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>A clock that stands, and says how often somebody has begun to wait by it: to advance it before would leave him waiting.</summary>
internal sealed class WaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waits;

    public int Waits => Volatile.Read(ref _waits);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waits);
        return timer;
    }
}
