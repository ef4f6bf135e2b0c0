using ValetKey.Providers;

namespace ValetKey.Tests.Core.Time;

/// <summary>What is asked again before it is believed, and what is asked for explicitly.</summary>
internal sealed class ClockConfirmingTests : ClockMeasuringTestBase
{
    [Test]
    public async Task Measurement_beyond_the_bound_is_made_twice_before_it_is_believed()
    {
        StorageClock clock = Clock();
        Read(_ => Task.FromResult<DateTimeOffset?>(Machine.Truth.AddHours(Asked == 1 ? 5 : 0)));

        await clock.MeasureAsync();

        Asked.Should().Be(2);
        (await clock.GetUtcNowAsync()).Should().BeCloseTo(Machine.Truth, Exact);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Correction_that_nothing_confirms_is_measured_again_before_the_next_key(bool afterSleep)
    {
        StorageClock clock = afterSleep ? Measured() : Clock();
        Machine.Sleep(TimeSpan.FromMinutes(afterSleep ? 3 : 0));
        clock.Observe(Machine.Truth.AddMinutes(10), TimeSpan.Zero);

        DateTimeOffset now = await clock.GetUtcNowAsync();

        now.Should().BeCloseTo(Machine.Truth, Exact);
        Asked.Should().Be(1);
    }

    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("9999-12-31T23:59:59Z")]
    public void Dates_at_the_ends_of_the_calendar_are_taken_note_of(string date)
    {
        StorageClock clock = Clock();

        clock.Observe(DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(4));

        clock.Invoking(c => c.GetUtcNow()).Should().ThrowExactly<ValetKeyException>().Which.IsTransient.Should().BeTrue();
    }

    [Test]
    public async Task Clock_beyond_the_bound_is_measured_again_before_a_key_is_refused()
    {
        StorageClock clock = Clock();
        Read(_ => throw new HttpRequestException("down"));
        clock.Observe(Machine.Truth.AddHours(1), TimeSpan.Zero);

        Func<Task> reading = async () => await clock.GetUtcNowAsync();
        ValetKeyException fault = (await reading.Should().ThrowExactlyAsync<ValetKeyException>()).Which;
        ValetKeyException next = (await reading.Should().ThrowExactlyAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be((ValetKeyErrorReason.ProviderFailure, true, TimeSpan.FromSeconds(10)));
        fault.InnerException.Should().BeOfType<HttpRequestException>();
        next.Should().NotBeSameAs(fault);
        Asked.Should().Be(1);
    }

    [Test]
    public async Task Explicit_measurement_heeds_no_pause_and_tells_its_failure()
    {
        StorageClock clock = Clock();
        Read(_ => throw new HttpRequestException("down"));
        await FluentActions.Awaiting(() => clock.MeasureAsync().AsTask()).Should().ThrowExactlyAsync<ValetKeyException>()
            .WithMessage("The storage service of 'media' could not be asked for its time (HttpRequestException).");

        Answer();
        await clock.MeasureAsync();

        clock.IsMeasured.Should().BeTrue();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Explicit_measurement_of_what_cannot_be_asked_is_a_mistake_and_is_told(bool hasSource)
    {
        Read(_ => Task.FromResult<DateTimeOffset?>(null));
        using StorageClock clock = hasSource ? Clock() : new StorageClock("media", Machine);

        await FluentActions.Awaiting(() => clock.MeasureAsync().AsTask()).Should().ThrowExactlyAsync<InvalidOperationException>()
            .WithMessage("The storage service of 'media' cannot be asked for its time*");
        clock.IsMeasured.Should().BeFalse();
    }

    [Test]
    public async Task Date_that_lay_about_while_the_machine_slept_is_no_measurement()
    {
        StorageClock clock = Clock();
        Read(_ =>
        {
            DateTimeOffset date = Machine.Truth;
            Machine.Sleep(TimeSpan.FromHours(1));
            return Task.FromResult<DateTimeOffset?>(date);
        });

        await clock.MeasureAsync();

        (await clock.GetUtcNowAsync()).Should().BeCloseTo(Machine.Truth, Exact);
    }
}
