using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StorageClockTests
{
    private readonly FakeTimeProvider _time = new(TestIssuer.Noon);
    private readonly FakeLogger<StorageClock> _logger = new();

    [Test]
    public void Clock_that_has_seen_nothing_is_the_applications()
    {
        StorageClock clock = Clock();

        clock.GetUtcNow().Should().Be(TestIssuer.Noon);
        clock.Offset.Should().Be(TimeSpan.Zero);
        clock.IsMeasured.Should().BeFalse();
    }

    [TestCase(600, 0, 600.5)]
    [TestCase(-600, 0, -599.5)]
    [TestCase(600, 2, 601.5)]
    [TestCase(3, 0, 3.5)]
    public void Offset_takes_the_date_for_the_middle_of_its_second_and_of_the_round_trip(double ahead, double roundTrip, double offset)
    {
        StorageClock clock = Clock();

        clock.Observe(TestIssuer.Noon.AddSeconds(ahead), TimeSpan.FromSeconds(roundTrip));

        clock.Offset.Should().Be(TimeSpan.FromSeconds(offset));
        clock.GetUtcNow().Should().Be(TestIssuer.Noon.AddSeconds(offset));
        clock.IsMeasured.Should().BeTrue();
        _logger.Collector.LatestRecord.Level.Should().Be(LogLevel.Warning);
        _logger.Collector.LatestRecord.Message.Should().Contain("Issuer media").And.Contain("corrected for it");
    }

    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(-2, 0)]
    [TestCase(1.5, 0)]
    [TestCase(5, 10)]
    public void Difference_within_tolerance_and_half_the_round_trip_is_noise(double ahead, double roundTrip)
    {
        StorageClock clock = Clock();

        clock.Observe(TestIssuer.Noon.AddSeconds(ahead - (roundTrip / 2)), TimeSpan.FromSeconds(roundTrip));

        clock.Offset.Should().Be(TimeSpan.Zero);
        clock.IsMeasured.Should().BeTrue();
        _logger.Collector.Count.Should().Be(0);
    }

    [Test]
    public void Same_difference_again_is_not_logged_again()
    {
        StorageClock clock = Clock();

        clock.Observe(TestIssuer.Noon.AddMinutes(5), TimeSpan.Zero);
        clock.Observe(TestIssuer.Noon.AddMinutes(5).AddSeconds(1), TimeSpan.Zero);

        clock.Offset.Should().Be(TimeSpan.FromSeconds(300.5));
        _logger.Collector.Count.Should().Be(1);
    }

    [TestCase(899, true)]
    [TestCase(901, false)]
    [TestCase(-901, false)]
    [TestCase(-86400, false)]
    public void Difference_beyond_the_bound_stops_the_clock(int ahead, bool isCorrected)
    {
        StorageClock clock = Clock();

        clock.Observe(TestIssuer.Noon.AddSeconds(ahead), TimeSpan.Zero);

        if (isCorrected)
        {
            clock.GetUtcNow().Should().Be(TestIssuer.Noon.AddSeconds(ahead + 0.5));
            return;
        }

        clock.Invoking(c => c.GetUtcNow()).Should().ThrowExactly<ValetKeyException>()
            .WithMessage("This machine's clock is off by *Set the clock right: up to 00:15:00 is corrected (StorageClock.MaximumCorrection).")
            .Which.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        _logger.Collector.LatestRecord.Level.Should().Be(LogLevel.Error);
    }

    [TestCase(600)]
    [TestCase(86400)]
    public void Correction_that_is_off_changes_nothing_but_the_log(int ahead)
    {
        StorageClock clock = Clock(new() { Enabled = false });

        clock.Observe(TestIssuer.Noon.AddSeconds(ahead), TimeSpan.Zero);

        clock.GetUtcNow().Should().Be(TestIssuer.Noon);
        _logger.Collector.LatestRecord.Message.Should().Contain("correction is turned off");
    }

    [Test]
    public void Answer_that_took_longer_than_the_bound_says_nothing()
    {
        StorageClock clock = Clock();

        clock.Observe(TestIssuer.Noon.AddHours(5), TimeSpan.FromMinutes(16));

        clock.GetUtcNow().Should().Be(TestIssuer.Noon);
    }

    [Test]
    public async Task Measuring_asks_the_service_and_takes_the_time_it_takes()
    {
        TestSigner signer = new(TestCapabilities.Everything())
        {
            ReadDate = _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(4));
                return ValueTask.FromResult<DateTimeOffset?>(TestIssuer.Noon.AddSeconds(602));
            },
        };
        using StorageClock clock = new("media", _time, null, _logger, () => signer);

        await clock.MeasureAsync();

        clock.Offset.Should().Be(TimeSpan.FromSeconds(600.5));
    }

    [Test]
    public void Nulls_are_refused()
    {
        FluentActions.Invoking(() => new StorageClock(null!, _time)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new StorageClock("x", null!)).Should().Throw<ArgumentNullException>();
    }

    private StorageClock Clock(StorageClockOptions? options = null) => new("media", _time, options, _logger);
}
