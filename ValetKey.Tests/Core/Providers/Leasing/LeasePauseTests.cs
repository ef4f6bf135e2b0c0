using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>After a failure the source is not asked again in haste.</summary>
internal sealed class LeasePauseTests : LeaseTestBase
{
    [Test]
    public async Task Without_a_lease_the_pause_is_told_and_grows_to_five_seconds_and_no_more()
    {
        Source.Fault = new HttpRequestException();
        Jitter = 0.999_999;
        List<double> calls = [];
        for (double second = 0; second < 30; second += 0.25)
        {
            int before = Source.Count;
            TimeSpan? retryAfter = (await FaultOf()).RetryAfter;
            retryAfter.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
            if (Source.Count > before)
            {
                calls.Add(second);
            }

            Time.Advance(TimeSpan.FromSeconds(0.25));
        }

        calls.Should().Equal(0, 1, 3, 7, 12, 17, 22, 27);
    }

    [Test]
    public async Task Who_comes_again_after_the_told_time_is_served_when_the_cause_has_ended()
    {
        Source.Fault = new HttpRequestException();
        TimeSpan retryAfter = (await FaultOf()).RetryAfter!.Value;
        Source.Fault = null;

        Time.Advance(retryAfter - TimeSpan.FromMilliseconds(1));
        await FaultOf();
        Time.Advance(TimeSpan.FromMilliseconds(1));

        (await GetAsync()).Number.Should().Be(2);
    }

    [TestCase(0.0, 0.5)]
    [TestCase(0.5, 0.75)]
    public async Task Pauses_are_spread_by_chance(double jitter, double seconds)
    {
        Jitter = jitter;
        Source.Fault = new HttpRequestException();

        (await FaultOf()).RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Test]
    public async Task While_a_lease_serves_the_calls_get_rarer_up_to_half_a_minute()
    {
        Source.Life = TimeSpan.FromHours(10);
        await GetAsync();
        Source.Fault = new HttpRequestException();
        Time.Advance(TimeSpan.FromHours(7));
        Jitter = 0.999;

        foreach (double pause in new double[] { 1, 2, 4, 8, 16, 30, 30, 30 })
        {
            int told = Log.Collector.Count;
            await Eventually.TrueAsync(() => AtOnce().Number == 1 && Log.Collector.Count > told);
            int calls = Source.Count;
            Time.Advance(TimeSpan.FromSeconds(0.99 * pause));
            AtOnce();
            await Eventually.NeverAsync(() => Source.Count > calls);
            Time.Advance(TimeSpan.FromSeconds(0.01 * pause));
        }
    }

    [Test]
    public async Task A_success_ends_the_pauses()
    {
        Source.Fault = new HttpRequestException();
        for (int i = 0; i < 5; i++)
        {
            await FaultOf();
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        Source.Fault = null;
        await GetAsync();
        Source.Fault = new HttpRequestException();

        (await FaultOf(Need(minutes: 90))).RetryAfter.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(1), "it begins anew");
    }
}
