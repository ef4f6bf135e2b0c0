using Microsoft.Extensions.Logging.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>How the service is asked: once for all who wait, for a limited time, with pauses, and in the background.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClockMeasuringTests
{
    private static readonly TimeSpan Exact = TimeSpan.FromSeconds(1);

    private readonly MachineTime _time = new(TestIssuer.Noon);
    private readonly FakeLogger<StorageClock> _logger = new();
    private readonly TestSigner _signer = new(TestCapabilities.Everything());
    private readonly List<StorageClock> _clocks = [];
    private int _asked;

    [SetUp]
    public void Answer() => _signer.ReadDate = _ =>
    {
        Interlocked.Increment(ref _asked);
        return ValueTask.FromResult<DateTimeOffset?>(_time.Truth);
    };

    [TearDown]
    public void Dispose() => _clocks.ForEach(clock => clock.Dispose());

    [Test]
    public async Task Service_is_asked_after_a_step_before_the_next_key()
    {
        StorageClock clock = Measured();

        _time.Sleep(TimeSpan.FromMinutes(7));

        (await clock.GetUtcNowAsync()).Should().BeCloseTo(_time.Truth, Exact);
        _asked.Should().Be(1);
    }

    [Test]
    public async Task Service_is_not_asked_while_the_reading_is_sound()
    {
        StorageClock clock = Measured();
        _time.Advance(TimeSpan.FromDays(3));

        ValueTask<DateTimeOffset> now = clock.GetUtcNowAsync();

        now.IsCompletedSuccessfully.Should().BeTrue();
        (await now).Should().BeCloseTo(_time.Truth, Exact);
        _asked.Should().Be(0);
    }

    [Test]
    public async Task Many_who_need_the_time_share_one_measurement()
    {
        TaskCompletionSource<DateTimeOffset?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource reached = new();
        StorageClock clock = Measured();
        Read(_ =>
        {
            reached.TrySetResult();
            return answer.Task;
        });
        _time.Sleep(TimeSpan.FromMinutes(7));

        Task<DateTimeOffset>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => clock.GetUtcNowAsync().AsTask())];
        await reached.Task;
        answer.SetResult(_time.Truth);

        (await Task.WhenAll(waiting)).Should().AllSatisfy(now => now.Should().BeCloseTo(_time.Truth, Exact));
        _asked.Should().Be(1);
    }

    [Test]
    public async Task Who_gives_up_the_wait_does_not_end_the_others()
    {
        TaskCompletionSource<DateTimeOffset?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<CancellationToken> reached = new();
        using CancellationTokenSource givingUp = new();
        StorageClock clock = Measured();
        Read(token =>
        {
            reached.TrySetResult(token);
            return answer.Task;
        });
        _time.Sleep(TimeSpan.FromMinutes(7));

        Task<DateTimeOffset> first = clock.GetUtcNowAsync(givingUp.Token).AsTask();
        Task<DateTimeOffset> second = clock.GetUtcNowAsync().AsTask();
        CancellationToken passedOn = await reached.Task;
        await givingUp.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        passedOn.IsCancellationRequested.Should().BeFalse();
        answer.SetResult(_time.Truth);
        (await second).Should().BeCloseTo(_time.Truth, Exact);
        _asked.Should().Be(1);
    }

    [Test]
    public async Task Service_that_does_not_answer_is_given_up_after_five_seconds_and_the_earliest_time_counts()
    {
        TaskCompletionSource<CancellationToken> reached = new();
        StorageClock clock = Measured();
        Read(token =>
        {
            reached.TrySetResult(token);
            return new TaskCompletionSource<DateTimeOffset?>().Task;
        });
        _time.Sleep(TimeSpan.FromMinutes(7));
        Task<DateTimeOffset> now = clock.GetUtcNowAsync().AsTask();
        CancellationToken limit = await reached.Task;

        _time.Advance(TimeSpan.FromSeconds(4.9));
        limit.IsCancellationRequested.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));

        limit.IsCancellationRequested.Should().BeTrue();
        (await now).Should().BeCloseTo(_time.Truth.AddMinutes(-7), Exact);
    }

    [Test]
    public async Task Service_that_is_down_is_asked_every_ten_seconds_at_most_and_told_of_once()
    {
        StorageClock clock = Measured();
        Read(_ => throw new HttpRequestException("down"));
        _time.Sleep(TimeSpan.FromMinutes(7));

        for (int second = 0; second < 60; second++)
        {
            (await clock.GetUtcNowAsync()).Should().BeOnOrBefore(_time.Truth);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _asked.Should().Be(6);
        Events().Should().Equal("ClockStepped", "ClockMeasuringFails");
        Answer();
        (await clock.GetUtcNowAsync()).Should().BeCloseTo(_time.Truth, Exact);
        Events().Should().EndWith(["ClockMeasuringWorks"]);
    }

    [Test]
    public async Task Measurement_beyond_the_bound_is_made_twice_before_it_is_believed()
    {
        StorageClock clock = Clock();
        Read(_ => Task.FromResult<DateTimeOffset?>(_time.Truth.AddHours(_asked == 1 ? 5 : 0)));

        await clock.MeasureAsync();

        _asked.Should().Be(2);
        (await clock.GetUtcNowAsync()).Should().BeCloseTo(_time.Truth, Exact);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Correction_that_nothing_confirms_is_measured_again_before_the_next_key(bool afterSleep)
    {
        StorageClock clock = afterSleep ? Measured() : Clock();
        _time.Sleep(TimeSpan.FromMinutes(afterSleep ? 3 : 0));
        clock.Observe(_time.Truth.AddMinutes(10), TimeSpan.Zero);

        DateTimeOffset now = await clock.GetUtcNowAsync();

        now.Should().BeCloseTo(_time.Truth, Exact);
        _asked.Should().Be(1);
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
        clock.Observe(_time.Truth.AddHours(1), TimeSpan.Zero);

        Func<Task> reading = async () => await clock.GetUtcNowAsync();
        ValetKeyException fault = (await reading.Should().ThrowExactlyAsync<ValetKeyException>()).Which;
        ValetKeyException next = (await reading.Should().ThrowExactlyAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be((ValetKeyErrorReason.ProviderFailure, true, TimeSpan.FromSeconds(10)));
        fault.InnerException.Should().BeOfType<HttpRequestException>();
        next.Should().NotBeSameAs(fault);
        _asked.Should().Be(1);
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
        using StorageClock clock = hasSource ? Clock() : new StorageClock("media", _time);

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
            DateTimeOffset date = _time.Truth;
            _time.Sleep(TimeSpan.FromHours(1));
            return Task.FromResult<DateTimeOffset?>(date);
        });

        await clock.MeasureAsync();

        (await clock.GetUtcNowAsync()).Should().BeCloseTo(_time.Truth, Exact);
    }

    private StorageClock Clock(StorageClockOptions? options = null)
    {
        StorageClock clock = new("media", _time, options, _logger, () => _signer);
        _clocks.Add(clock);
        return clock;
    }

    private StorageClock Measured()
    {
        StorageClock clock = Clock();
        clock.Observe(_time.Truth, TimeSpan.Zero);
        return clock;
    }

    private void Read(Func<CancellationToken, Task<DateTimeOffset?>> read) => _signer.ReadDate = token =>
    {
        Interlocked.Increment(ref _asked);
        return new ValueTask<DateTimeOffset?>(read(token));
    };

    private IEnumerable<string?> Events() => _logger.Collector.GetSnapshot().Select(entry => entry.Id.Name);
}
