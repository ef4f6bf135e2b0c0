using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Simulation;

/// <summary>
/// A thousand days of an application, with clocks that are set, machines that sleep, wrong dates, outages and reloads at random times, as
/// the seed draws them.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ThousandDaysTests
{
    /// <summary>The clock's tolerance of 2 seconds, the half second that a date is cut by, and the whole second that times are rounded to.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(3.5);

    private static readonly int[] Seeds = LongRun.IsAsked ? [1, 2, 3, 4] : [1];

    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Keys_are_in_time_and_issuers_recover(
        [Values("asks", "observes", "asks and observes")] string way,
        [ValueSource(nameof(Seeds))] int seed)
    {
        Random random = new(seed);
        MachineTime time = new(TestIssuer.Noon);
        using SimulatedStore store = new(time, random, way.StartsWith("asks", StringComparison.Ordinal),
            way.EndsWith("observes", StringComparison.Ordinal));
        DateTimeOffset end = time.Truth.AddDays(1000);
        DateTimeOffset calmSince = time.Truth;
        (int issued, int refused, int causes) = (0, 0, 0);

        while (time.Truth < end)
        {
            await store.Clock.Measuring;
            Action? endCause = Begin(random, time, store);
            await store.Clock.Measuring;
            DateTimeOffset until = time.Truth + Span(random, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4));
            await LiveAsync(until, isCalm: false);
            endCause?.Invoke();
            causes++;
            calmSince = time.Truth;
            await LiveAsync(time.Truth + OneMinute + Span(random, OneMinute, TimeSpan.FromHours(16)), isCalm: true);
        }

        TestContext.Out.WriteLine($"{causes} causes, {issued} keys, {refused} refusals");
        issued.Should().BeGreaterThan(50_000);
        refused.Should().BeGreaterThan(100, "else nothing was hard");

        async Task LiveAsync(DateTimeOffset until, bool isCalm)
        {
            while (time.Truth < until)
            {
                await TryAsync(isCalm && time.Truth >= calmSince + OneMinute);
                bool isFresh = time.Truth < calmSince + OneMinute;
                time.Advance(isFresh ? TimeSpan.FromSeconds(5) : Span(random, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(20)));
                await store.Clock.Measuring;
            }
        }

        async Task TryAsync(bool isToWork)
        {
            try
            {
                IssuedKey key = await store.Issuer.IssueAsync(Requests.Read() with { Lifetime = random.Next(2) == 0 ? null : store.Limit });
                issued++;
                key.NotBefore.Should().BeOnOrBefore(time.Truth + Noise, "a key does not start in the service's future, {0}", Now());
                key.ExpiresAt.Should().BeOnOrBefore(time.Truth + store.Limit + Noise, "a key does not end past its limit, {0}", Now());
            }
            catch (ValetKeyException refusal) when (!isToWork)
            {
                refusal.IsTransient.Should().BeTrue(refusal.Message);
                refused++;
            }
        }

        string Now() => $"on day {(time.Truth - TestIssuer.Noon).TotalDays:F3}, cause {causes}, {time.Error} ahead";
    }

    /// <summary>Lets something happen.</summary>
    /// <returns>What ends it, if it does not end by itself.</returns>
    private static Action? Begin(Random random, MachineTime time, SimulatedStore store)
    {
        switch (random.Next(7))
        {
            case 0: // Within what is corrected: a step, and no more.
                time.Error = Span(random, TimeSpan.FromMinutes(-14), TimeSpan.FromMinutes(14));
                return null;
            case 1: // Beyond it, until somebody sets the clock.
                time.Error = Span(random, TimeSpan.FromMinutes(20), TimeSpan.FromDays(30)) * (random.Next(2) == 0 ? 1 : -1);
                return () => time.Error = Span(random, TimeSpan.FromSeconds(-90), TimeSpan.FromSeconds(90));
            case 2:
                time.Sleep(Span(random, OneMinute, TimeSpan.FromHours(10)));
                return null;
            case 3:
                time.Slew(TimeSpan.FromHours(random.Next(1, 24)), random.Next(-200, 200));
                return null;
            case 4:
                store.HasBadDates = true;
                return () => store.HasBadDates = false;
            case 5:
                store.IsAway = true;
                return () => store.IsAway = false;
            default:
                store.Reload();
                return null;
        }
    }

    private static TimeSpan Span(Random random, TimeSpan from, TimeSpan to) => from + ((to - from) * random.NextDouble());
}
