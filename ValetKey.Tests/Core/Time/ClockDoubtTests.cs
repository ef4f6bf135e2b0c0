using Microsoft.Extensions.Logging.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>Dates that contradict each other: what is believed, and what counts until that is known.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClockDoubtTests : IDisposable
{
    private static readonly TimeSpan Exact = TimeSpan.FromSeconds(1);

    private readonly MachineTime _time = new(TestIssuer.Noon);
    private readonly FakeLogger<StorageClock> _logger = new();
    private readonly StorageClock _clock;

    public ClockDoubtTests() => _clock = new StorageClock("media", _time, null, _logger);

    public void Dispose() => _clock.Dispose();

    [TestCase(3600)]
    [TestCase(-3600)]
    [TestCase(86400 * 365)]
    [TestCase(600)]
    public void Single_absurd_date_changes_nothing(int wrong)
    {
        Observe(0);

        Observe(wrong);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
        _logger.Collector.LatestRecord.Id.Name.Should().Be("ClockDoubted");
    }

    [Test]
    public void Date_in_the_past_counts_until_it_is_known_to_be_wrong()
    {
        Observe(0);

        Observe(-600);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth.AddMinutes(-10), Exact);
        Observe(0);
        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [TestCase(600)]
    [TestCase(-600)]
    public void Date_that_is_seen_twice_is_believed(int ahead)
    {
        Observe(0);

        Observe(ahead);
        Observe(ahead);

        _clock.Offset.Should().BeCloseTo(TimeSpan.FromSeconds(ahead), Exact);
    }

    [Test]
    public void Date_beyond_the_bound_that_is_seen_twice_stops_the_clock()
    {
        Observe(0);

        Observe(3600);
        Observe(3600);

        _clock.Invoking(clock => clock.GetUtcNow()).Should().ThrowExactly<ValetKeyException>()
            .WithMessage("*off by -01:00:00.5*").Which.IsTransient.Should().BeTrue();
    }

    [TestCase(3600, -3600)]
    [TestCase(600, 840)]
    public void Two_dates_that_differ_do_not_make_one_that_is_believed(int first, int second)
    {
        Observe(0);

        Observe(first);
        Observe(second);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [Test]
    public void First_date_that_was_wrong_counts_no_longer_than_to_the_next()
    {
        Observe(600);

        Observe(0);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [Test]
    public void Date_within_the_bound_ends_one_beyond_it()
    {
        Observe(3600);
        Observe(3600);

        Observe(5);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth.AddSeconds(5), Exact);
    }

    [Test]
    public void Version_changes_with_the_correction_and_only_then()
    {
        int fresh = _clock.Version;
        Observe(0);
        Observe(1);
        int confirmed = _clock.Version;
        Observe(-600);
        int corrected = _clock.Version;
        _ = _clock.GetUtcNow();

        confirmed.Should().Be(fresh);
        corrected.Should().NotBe(fresh);
        _clock.Version.Should().Be(corrected);
    }

    private void Observe(int wrong) => _clock.Observe(_time.Truth.AddSeconds(wrong), TimeSpan.Zero);
}
