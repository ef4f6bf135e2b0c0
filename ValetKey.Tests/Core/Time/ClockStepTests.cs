using Microsoft.Extensions.Logging.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>
/// A correction does not outlive its cause: the machine's clock is set, slewed, or stands still in sleep. Nothing here can ask the service.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClockStepTests : IDisposable
{
    private static readonly TimeSpan Exact = TimeSpan.FromSeconds(1);

    private readonly MachineTime _time = new(TestIssuer.Noon);
    private readonly FakeLogger<StorageClock> _logger = new();
    private readonly StorageClock _clock;

    public ClockStepTests() => _clock = new StorageClock("media", _time, null, _logger);

    public void Dispose() => _clock.Dispose();

    [TestCase(-600)]
    [TestCase(600)]
    [TestCase(-840)]
    [TestCase(60)]
    public void Correction_ends_when_the_machines_clock_is_set_right(int error)
    {
        Measure(error);

        _time.Error = TimeSpan.Zero;

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
        _clock.Offset.Should().BeCloseTo(TimeSpan.Zero, Exact);
    }

    [TestCase(0, -600)]
    [TestCase(0, 600)]
    [TestCase(-300, 300)]
    [TestCase(0, 3)]
    public void Time_goes_on_when_the_machines_clock_is_set_wrong(int before, int after)
    {
        Measure(before);
        _time.Advance(TimeSpan.FromMinutes(20));

        _time.Error = TimeSpan.FromSeconds(after);

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
        _time.Advance(TimeSpan.FromHours(5));
        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [Test]
    public void Step_is_told_once()
    {
        Measure(0);
        _time.Error = TimeSpan.FromMinutes(5);

        for (int i = 0; i < 10; i++)
        {
            _ = _clock.GetUtcNow();
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        _logger.Collector.GetSnapshot().Select(entry => entry.Id.Name).Should().Equal("ClockStepped");
    }

    [Test]
    public void Machine_set_hours_wrong_issues_nothing_until_it_is_set_right()
    {
        Measure(0);

        _time.Error = TimeSpan.FromHours(-2);

        _clock.Invoking(clock => clock.GetUtcNow()).Should().ThrowExactly<ValetKeyException>().Which.IsTransient.Should().BeTrue();
        _time.Error = TimeSpan.Zero;
        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [TestCase(500, 10, 30)]
    [TestCase(-500, 10, 30)]
    [TestCase(500, 60 * 24, 2)]
    [TestCase(-500, 60 * 24, 2)]
    public void Slewing_over_days_is_no_step(int partsPerMillion, int minutesBetweenReadings, int days)
    {
        Measure(-300);
        for (int minutes = 0; minutes < days * 60 * 24; minutes += minutesBetweenReadings)
        {
            _time.Slew(TimeSpan.FromMinutes(minutesBetweenReadings), partsPerMillion);
            _ = _clock.GetUtcNow();
        }

        _logger.Collector.GetSnapshot().Select(entry => entry.Id.Name).Should().Equal("ClockCorrected");
    }

    [TestCase(500)]
    [TestCase(-500)]
    public void Of_two_clocks_that_parted_slowly_while_nobody_looked_the_earlier_counts(int partsPerMillion)
    {
        Measure(0);

        _time.Slew(TimeSpan.FromDays(1), partsPerMillion);

        DateTimeOffset earlier = partsPerMillion > 0 ? _time.Truth : _time.GetUtcNow();
        _clock.GetUtcNow().Should().BeCloseTo(earlier, Exact);
    }

    [TestCase(1)]
    [TestCase(14)]
    [TestCase(60 * 24)]
    public void Time_is_never_ahead_after_a_sleep_and_right_after_the_next_observation(int minutes)
    {
        Measure(-300);

        _time.Sleep(TimeSpan.FromMinutes(minutes));

        if (minutes <= 10)
        {
            _clock.GetUtcNow().Should().BeBefore(_time.Truth);
        }

        Observe();
        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
    }

    [TestCase(-840)]
    [TestCase(840)]
    public void Observation_after_a_step_is_believed_at_once(int error)
    {
        Measure(0);
        _time.Error = TimeSpan.FromSeconds(error);

        Observe();

        _clock.GetUtcNow().Should().BeCloseTo(_time.Truth, Exact);
        _clock.Offset.Should().BeCloseTo(TimeSpan.FromSeconds(-error), Exact);
    }

    private void Measure(int error)
    {
        _time.Error = TimeSpan.FromSeconds(error);
        Observe();
    }

    private void Observe() => _clock.Observe(_time.Truth, TimeSpan.Zero);
}
