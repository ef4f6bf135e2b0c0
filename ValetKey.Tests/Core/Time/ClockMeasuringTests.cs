using ValetKey.Providers;

namespace ValetKey.Tests.Core.Time;

/// <summary>How the service is asked: once for all who wait, for a limited time, with pauses, and in the background.</summary>
internal sealed class ClockMeasuringTests : ClockMeasuringTestBase
{
    [Test]
    public async Task Service_is_asked_after_a_step_before_the_next_key()
    {
        StorageClock clock = Measured();

        Machine.Sleep(TimeSpan.FromMinutes(7));

        (await clock.GetUtcNowAsync()).Should().BeCloseTo(Machine.Truth, Exact);
        Asked.Should().Be(1);
    }

    [Test]
    public async Task Service_is_not_asked_while_the_reading_is_sound()
    {
        StorageClock clock = Measured();
        Machine.Advance(TimeSpan.FromDays(3));

        ValueTask<DateTimeOffset> now = clock.GetUtcNowAsync();

        now.IsCompletedSuccessfully.Should().BeTrue();
        (await now).Should().BeCloseTo(Machine.Truth, Exact);
        Asked.Should().Be(0);
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
        Machine.Sleep(TimeSpan.FromMinutes(7));

        Task<DateTimeOffset>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => clock.GetUtcNowAsync().AsTask())];
        await reached.Task;
        answer.SetResult(Machine.Truth);

        (await Task.WhenAll(waiting)).Should().AllSatisfy(now => now.Should().BeCloseTo(Machine.Truth, Exact));
        Asked.Should().Be(1);
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
        Machine.Sleep(TimeSpan.FromMinutes(7));

        Task<DateTimeOffset> first = clock.GetUtcNowAsync(givingUp.Token).AsTask();
        Task<DateTimeOffset> second = clock.GetUtcNowAsync().AsTask();
        CancellationToken passedOn = await reached.Task;
        await givingUp.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        passedOn.IsCancellationRequested.Should().BeFalse();
        answer.SetResult(Machine.Truth);
        (await second).Should().BeCloseTo(Machine.Truth, Exact);
        Asked.Should().Be(1);
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
        Machine.Sleep(TimeSpan.FromMinutes(7));
        Task<DateTimeOffset> now = clock.GetUtcNowAsync().AsTask();
        CancellationToken limit = await reached.Task;

        Machine.Advance(TimeSpan.FromSeconds(4.9));
        limit.IsCancellationRequested.Should().BeFalse();
        Machine.Advance(TimeSpan.FromSeconds(0.2));

        limit.IsCancellationRequested.Should().BeTrue();
        (await now).Should().BeCloseTo(Machine.Truth.AddMinutes(-7), Exact);
    }

    [Test]
    public async Task Service_that_is_down_is_asked_every_ten_seconds_at_most_and_told_of_once()
    {
        StorageClock clock = Measured();
        Read(_ => throw new HttpRequestException("down"));
        Machine.Sleep(TimeSpan.FromMinutes(7));

        for (int second = 0; second < 60; second++)
        {
            (await clock.GetUtcNowAsync()).Should().BeOnOrBefore(Machine.Truth);
            Machine.Advance(TimeSpan.FromSeconds(1));
        }

        Asked.Should().Be(6);
        Events().Should().Equal("ClockStepped", "ClockMeasuringFails");
        Answer();
        (await clock.GetUtcNowAsync()).Should().BeCloseTo(Machine.Truth, Exact);
        Events().Should().EndWith(["ClockMeasuringWorks"]);
    }
}
