using Microsoft.Extensions.Logging;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>A failure is told to each by an exception of his own, and is not kept.</summary>
internal sealed class LeaseFaultTests : LeaseTestBase
{
    [Test]
    public async Task Each_of_many_that_wait_has_an_exception_of_his_own_with_the_cause_in_it()
    {
        TaskCompletionSource gate = new();
        (Source.Gate, Source.Fault) = (gate.Task, new HttpRequestException("hunter2"));
        Task<ValetKeyException>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => FaultOf())];

        gate.SetResult();

        ValetKeyException[] faults = await Task.WhenAll(waiting);
        faults.Should().OnlyHaveUniqueItems().And.OnlyContain(fault =>
            fault.Message == "No secret of 'media' (HttpRequestException)." && fault.Reason == ValetKeyErrorReason.CredentialsUnavailable
            && fault.IsTransient && ReferenceEquals(fault.InnerException, Source.Fault));
        Source.Count.Should().Be(1);
    }

    [Test]
    public async Task What_the_call_itself_told_is_told_as_it_is_but_never_as_the_same_object()
    {
        ValetKeyException told = new(ValetKeyErrorReason.Unsupported, "Too long.", new FormatException());
        Source.Fault = told;

        ValetKeyException[] faults = [await FaultOf(), await FaultOf()];

        faults.Append(told).Should().OnlyHaveUniqueItems().And.OnlyContain(fault => fault.Message == "Too long."
            && fault.Reason == ValetKeyErrorReason.Unsupported && !fault.IsTransient && fault.RetryAfter == null
            && fault.InnerException is FormatException);
        Source.Count.Should().Be(1, "the second came during the pause");
    }

    [Test]
    public async Task A_failed_call_for_a_longer_lease_leaves_the_held_one_to_who_can_do_with_it()
    {
        FakeSecret held = await GetAsync();
        Source.Fault = new HttpRequestException();
        LeaseNeed wish = Need() with { PreferredEnd = Start.AddHours(2) };

        (await GetAsync(wish)).Should().BeSameAs(held);
        GetAsync(wish).IsCompletedSuccessfully.Should().BeTrue("what has failed is not waited for again");
        (await FaultOf(Need(minutes: 90))).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_call_that_hangs_is_ended_and_what_comes_too_late_is_cleared(bool isDeaf)
    {
        TaskCompletionSource gate = new();
        (Source.Gate, Source.IsDeaf) = (gate.Task, isDeaf);
        Task<FakeSecret> waiting = GetAsync();
        await Eventually.TrueAsync(() => Source.Count == 1);

        Time.Advance(TimeSpan.FromSeconds(30));

        ValetKeyException fault = (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>()).Which;
        fault.InnerException.Should().BeOfType<TimeoutException>().Which.Message.Should().Be("The call took longer than 00:00:30.");
        Source.Gate = Task.CompletedTask;
        Time.Advance(TimeSpan.FromSeconds(5));
        (await GetAsync()).Number.Should().Be(2, "a call that hung is nobody's trouble afterwards");
        gate.SetResult();
        await Eventually.TrueAsync(() => Source.Given.Count(secret => secret.IsCleared) == (isDeaf ? 1 : 0));
        AtOnce().IsCleared.Should().BeFalse();
    }

    [Test]
    public async Task Nobody_who_can_do_with_the_held_lease_waits_long_for_a_longer_one()
    {
        FakeSecret held = await GetAsync();
        Source.Gate = new TaskCompletionSource().Task;
        Task<FakeSecret> waiting = GetAsync(Need() with { PreferredEnd = Start.AddHours(2) });
        waiting.IsCompleted.Should().BeFalse();

        Time.Advance(TimeSpan.FromSeconds(3));

        (await waiting).Should().BeSameAs(held);
    }

    [Test]
    public async Task A_source_that_throws_at_once_or_gives_nothing_does_not_poison_the_cache()
    {
        Source.Answer = _ => null!;
        await FaultOf();
        Source.Answer = _ => throw new TypeInitializationException("Client", null);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await FaultOf()).Message.Should().Contain("TypeInitializationException");
        Source.Answer = null;

        Time.Advance(TimeSpan.FromSeconds(2));

        (await GetAsync()).Should().NotBeNull();
    }

    [Test]
    public async Task Failures_are_told_to_operators_without_the_key_or_what_others_wrote()
    {
        Source.Fault = new HttpRequestException("hunter2");
        await FaultOf(key: "hunter2");
        (Log.LatestRecord.Id.Id, Log.LatestRecord.Level, Log.LatestRecord.Message).Should().Be(
            (52, LogLevel.Error, "media: secret could not be obtained (HttpRequestException), and none is held."));

        Source.Fault = null;
        await GetAsync();
        (Log.LatestRecord.Id.Id, Log.LatestRecord.Level).Should().Be((50, LogLevel.Debug));
        Source.Fault = new ValetKeyException(ValetKeyErrorReason.CredentialsUnavailable, "hunter2", new HttpRequestException("hunter2"));
        Time.Advance(TimeSpan.FromMinutes(41));
        AtOnce();

        await Eventually.TrueAsync(() => Log.LatestRecord.Id.Id == 51);
        Log.LatestRecord.Level.Should().Be(LogLevel.Warning);
        Log.LatestRecord.Message
            .Should().Be("media: secret could not be renewed (HttpRequestException); what is held serves until 2026-05-04 04:02:01Z, "
            + "and the next attempt comes in 00:00:00.8000000 at the earliest.");
        Log.Collector.GetSnapshot().Should().OnlyContain(record => !record.Message.Contains("hunter2") && record.Exception == null);
    }
}
