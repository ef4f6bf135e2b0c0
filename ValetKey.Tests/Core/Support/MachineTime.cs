using Microsoft.Extensions.Time.Testing;

namespace ValetKey.Tests.Core.Support;

/// <summary>
/// A machine beside a storage service whose clock is right. Its wall clock can be wrong and be set; its monotonic clock and its timers stand still
/// while it sleeps.
/// </summary>
internal sealed class MachineTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _slept;

    /// <summary>The time at the service.</summary>
    public DateTimeOffset Truth => base.GetUtcNow() + _slept;

    /// <summary>How far the wall clock is ahead of the truth.</summary>
    public TimeSpan Error { get; set; }

    public override DateTimeOffset GetUtcNow() => Truth + Error;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    public void Sleep(TimeSpan duration) => _slept += duration;

    /// <summary>Lets time pass while the wall clock runs faster than the monotonic one, by parts in a million.</summary>
    public void Slew(TimeSpan duration, int partsPerMillion)
    {
        Advance(duration);
        Error += duration * (partsPerMillion / 1e6);
    }
}
