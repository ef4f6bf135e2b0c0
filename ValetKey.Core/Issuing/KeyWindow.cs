using ValetKey.Internal;

namespace ValetKey.Issuing;

/// <summary>The absolute times of a key, all in whole seconds, from one reading of the clock.</summary>
internal readonly record struct KeyWindow(
    DateTimeOffset IssuedAt, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt, DateTimeOffset MinimumExpiresAt)
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>Rounds so that a key is never valid for longer than asked: a start in the future up, all else down.</summary>
    public static KeyWindow Open(KeyRequest request, TimeSpan lifetime, ClockSkewPolicy skew, DateTimeOffset now)
    {
        DateTimeOffset issuedAt = RoundDown(now, request.StableFor ?? OneSecond);
        TimeSpan least = request.MinimumLifetime ?? OneSecond;
        if (request.Constraints.NotBefore is not { } start)
        {
            return new KeyWindow(
                issuedAt,
                issuedAt - RoundDown(skew.StartBackdate),
                issuedAt + RoundDown(lifetime) + RoundDown(skew.ExpiryMargin),
                RoundDown(now, OneSecond) + RoundDown(least));
        }

        DateTimeOffset begin = RoundDown(start + OneSecond - TimeSpan.FromTicks(1), OneSecond);
        DateTimeOffset end = RoundDown(start + lifetime, OneSecond);
        return end > begin
            ? new KeyWindow(issuedAt, begin, end + RoundDown(skew.ExpiryMargin), RoundDown(start + least, OneSecond))
            : throw RequestRules.Fault(
                nameof(request.Lifetime), $"is {lifetime:c}, which holds no whole second after {start:O}; give it {2 * OneSecond:c} or more");
    }

    private static DateTimeOffset RoundDown(DateTimeOffset time, TimeSpan step) =>
        new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);

    private static TimeSpan RoundDown(TimeSpan span) => new(span.Ticks - (span.Ticks % TimeSpan.TicksPerSecond));
}
