namespace ValetKey.Providers;

/// <summary>
/// How far the service's clock is ahead of this machine's wall clock, and the moment for which that holds, on both of the machine's clocks. Where
/// these part, the wall clock was set, or the machine was asleep and its monotonic clock stood still.
/// </summary>
/// <param name="Offset">How far the service's clock is ahead.</param>
/// <param name="Wall">The wall clock at that moment.</param>
/// <param name="Timestamp">The monotonic clock at that moment.</param>
/// <param name="IsDoubtful">Whether a further measurement should decide.</param>
internal sealed record ClockReading(TimeSpan Offset, DateTimeOffset Wall, long Timestamp, bool IsDoubtful)
{
    /// <summary>By so much the two clocks may part through rounding and pauses between their readings.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(1);

    /// <summary>What a clock is slewed by at most: 500 parts in a million (<c>adjtimex</c>).</summary>
    private const double SlewRate = 0.0005;

    /// <summary>Another offset that was seen once and contradicts; a second observation decides between the two.</summary>
    private TimeSpan? Rival { get; init; }

    /// <summary>How far the wall clock has moved beyond the monotonic one since this reading.</summary>
    public TimeSpan Parted(DateTimeOffset wall, TimeSpan elapsed) => wall - Wall - elapsed;

    public static bool IsNoise(TimeSpan parted) => parted.Duration() <= Noise;

    /// <summary>Whether the clocks parted by more than slewing explains.</summary>
    public static bool IsStep(TimeSpan parted, TimeSpan elapsed) => parted.Duration() > Noise + (elapsed * SlewRate);

    /// <summary>
    /// The offset to go by. Of two that contradict each other it is the smaller: then no key starts in the service's future or lives too long,
    /// whichever is right. One beyond the bound is not believed until it is seen again.
    /// </summary>
    public TimeSpan Effective(StorageClockOptions rules) =>
        Rival is { } rival && rival < Offset && rival.Duration() <= rules.MaximumCorrection ? rival : Offset;

    /// <summary>This reading, told of a later moment.</summary>
    /// <remarks>
    /// Where the clocks part, the service's time goes on by the monotonic one, which never runs ahead of the truth: after a sleep it lags until the
    /// service is measured. Only where slewing may explain that the wall clock fell behind, it is the wall clock, being the earlier of the two.
    /// </remarks>
    public ClockReading CarriedTo(DateTimeOffset wall, long timestamp, TimeSpan elapsed, StorageClockOptions rules)
    {
        TimeSpan parted = Parted(wall, elapsed);
        if (IsNoise(parted))
        {
            return this with { Wall = wall, Timestamp = timestamp };
        }

        return parted > TimeSpan.Zero || IsStep(parted, elapsed)
            ? new ClockReading(Effective(rules) - parted, wall, timestamp, IsDoubtful: true)
            : this with { Wall = wall, Timestamp = timestamp, IsDoubtful = true };
    }

    /// <summary>
    /// Weighs one more observation. It is believed if nothing speaks against it, if it was seen before, or if it brings back within the bound what
    /// was beyond; one that contradicts a sound reading, since which no clock was set, waits for a second. What neither the reading nor the wall
    /// clock nor a second observation confirms leaves a doubt.
    /// </summary>
    /// <param name="offset">How far the service's clock was seen to be ahead at the moment of this reading.</param>
    /// <param name="roundTrip">How long the answer took; half of it is the error of measurement.</param>
    /// <param name="rules">The tolerance and the bound.</param>
    public ClockReading Weighing(TimeSpan offset, TimeSpan roundTrip, StorageClockOptions rules)
    {
        TimeSpan slack = rules.Tolerance + (roundTrip / 2);
        if ((offset - Offset).Duration() <= slack)
        {
            return this with { Rival = null, IsDoubtful = false };
        }

        bool isSeenAgain = Rival is { } rival && (offset - rival).Duration() <= slack;
        bool isBeyond = offset.Duration() > rules.MaximumCorrection;
        bool isBelieved = isSeenAgain || (IsDoubtful && Rival is null) || (Offset.Duration() > rules.MaximumCorrection && !isBeyond);
        TimeSpan known = offset.Duration() <= rules.Tolerance ? TimeSpan.Zero : offset;
        return isBelieved
            ? this with { Offset = known, Rival = null, IsDoubtful = !isSeenAgain && known != TimeSpan.Zero }
            : this with { Rival = known, IsDoubtful = true };
    }
}
