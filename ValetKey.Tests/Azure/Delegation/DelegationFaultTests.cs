using Azure;
using Microsoft.Extensions.Logging;
using ValetKey.Azure.Delegation;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>A failure is told to whoever has no key, is not kept, and is not asked for again in haste.</summary>
internal sealed class DelegationFaultTests : DelegationTestBase
{
    [Test]
    public async Task An_identity_that_asks_for_tokens_too_often_has_an_exhausted_quota()
    {
        Client.Fault = new InvalidOperationException("hunter2", new RequestFailedException(429, "hunter2"));

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.QuotaExhausted, true));
        fault.Message.Should().NotContain("hunter2");
    }

    [Test]
    public async Task Without_a_key_the_failure_is_told()
    {
        Client.Fault = new HttpRequestException("secret place");

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().StartWith("'reports' has no user delegation key to sign with, and could not get one (HttpRequestException).");
        fault.InnerException.Should().BeSameAs(Client.Fault);
        (Log.LatestRecord.Id.Id, Log.LatestRecord.Level, Log.LatestRecord.Message).Should().Be(
            (52, LogLevel.Error, "reports: user delegation key could not be obtained (HttpRequestException), and none is held."));
    }

    [Test]
    public async Task A_failure_is_not_kept()
    {
        Client.Fault = new HttpRequestException();
        await FaultOf();
        Client.Fault = null;

        Time.Advance(TimeSpan.FromSeconds(1));

        (await GetAsync()).Should().BeSameAs(Client.Keys[0]);
    }

    [Test]
    public async Task Many_that_wait_for_a_failing_call_each_have_a_fault_of_their_own()
    {
        TaskCompletionSource gate = new();
        (Client.Gate, Client.Fault) = (gate.Task, new ValetKeyException(ValetKeyErrorReason.CredentialsUnavailable, "Not allowed."));
        Task<ValetKeyException>[] waiting = [.. Enumerable.Range(0, 100).Select(_ => FaultOf())];

        gate.SetResult();

        ValetKeyException[] faults = await Task.WhenAll(waiting);
        faults.Should().OnlyHaveUniqueItems().And.OnlyContain(fault => fault.Message == "Not allowed." && !fault.IsTransient);
        Client.Count.Should().Be(1);
    }

    [Test]
    public async Task Callers_without_a_key_make_calls_again_within_five_seconds_however_long_it_lasts()
    {
        Client.Fault = new HttpRequestException();
        Jitter = 0.999;
        List<double> calls = [];
        for (double second = 0; second < 60; second += 0.25)
        {
            int before = Client.Count;
            ValetKeyException fault = await FaultOf();
            fault.Message.Should().Contain("(HttpRequestException)", "the pause has the reason of the failure");
            if (Client.Count > before)
            {
                calls.Add(second);
            }

            Time.Advance(TimeSpan.FromSeconds(0.25));
        }

        calls.Should().Equal(0, 1, 3, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57);
    }

    [Test]
    public async Task While_a_key_serves_the_calls_get_rarer_up_to_half_a_minute()
    {
        await GetAsync();
        Client.Fault = new HttpRequestException();
        Time.Advance(TimeSpan.FromHours(17));
        Jitter = 0.999;

        foreach (double pause in new double[] { 1, 2, 4, 8, 16, 30, 30, 30 })
        {
            int told = Log.Collector.Count;
            await Eventually.TrueAsync(() => AtOnce().Facts.Version == "1" && Log.Collector.Count > told);
            int calls = Client.Count;
            Time.Advance(TimeSpan.FromSeconds(0.99 * pause));
            AtOnce();
            await Eventually.NeverAsync(() => Client.Count > calls);
            Time.Advance(TimeSpan.FromSeconds(0.01 * pause));
        }
    }

    [Test]
    public async Task Pauses_are_spread_by_chance()
    {
        Client.Fault = new HttpRequestException();
        Jitter = 0;
        await FaultOf();

        Time.Advance(TimeSpan.FromSeconds(0.49));
        await FaultOf();
        int within = Client.Count;
        Time.Advance(TimeSpan.FromSeconds(0.02));
        await FaultOf();

        (within, Client.Count).Should().Be((1, 2));
    }

    [Test]
    public async Task A_success_ends_the_pauses()
    {
        await GetAsync();
        Time.Advance(TimeSpan.FromHours(17));
        Client.Fault = new HttpRequestException();
        AtOnce();
        await Eventually.TrueAsync(() => Log.Collector.LatestRecord.Id.Id == 51);
        Log.LatestRecord.Message.Should().Be(
            "reports: user delegation key could not be renewed (HttpRequestException); what is held serves until 2026-05-05 03:02:01Z, "
            + "and the next attempt comes in 00:00:00.8000000 at the earliest.");
        Client.Fault = null;
        Time.Advance(TimeSpan.FromSeconds(1));
        AtOnce();

        await Eventually.TrueAsync(() => AtOnce().Facts.Version == "3");
        (await GetAsync(Need(minutes: 5000))).Facts.Version.Should().Be("4", "nothing is paused");
    }

    [Test]
    public async Task A_failed_widening_leaves_the_held_key_to_who_can_do_with_it()
    {
        DelegationKey held = await GetAsync();
        Client.Fault = new HttpRequestException();

        (await GetAsync(Need(minutes: 5000))).Should().BeSameAs(held);
        AtOnce(Need(minutes: 5000)).Should().BeSameAs(held, "what has failed is not waited for again");
        (await FaultOf(Need(minutes: 5000, least: 4000))).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [Test]
    public async Task Nobody_who_can_do_with_the_held_key_waits_long_for_a_longer_one()
    {
        DelegationKey held = await GetAsync();
        Client.Gate = new TaskCompletionSource().Task;
        Task<DelegationKey> waiting = GetAsync(Need(minutes: 5000));
        waiting.IsCompleted.Should().BeFalse();

        Time.Advance(TimeSpan.FromSeconds(3));

        (await waiting).Should().BeSameAs(held);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_call_that_hangs_is_ended(bool isDeaf)
    {
        TaskCompletionSource gate = new();
        (Client.Gate, Client.IsDeaf) = (gate.Task, isDeaf);
        Task<DelegationKey> waiting = GetAsync();
        await Eventually.TrueAsync(() => Client.Count == 1);

        Time.Advance(TimeSpan.FromSeconds(30));

        ValetKeyException fault = (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>()).Which;
        (fault.IsTransient, fault.Message)
            .Should().Be((true, "'reports' has no user delegation key to sign with: the call for one took longer than 00:00:30."));
        gate.SetResult();
        await Eventually.TrueAsync(() => Client.Keys.Count(IsCleared) == (isDeaf ? 1 : 0));
    }

    [Test]
    public async Task A_timeout_of_the_sdk_is_a_want_of_credentials_and_not_the_caller_giving_up()
    {
        Client.Fault = new TaskCanceledException("timeout");

        (await FaultOf()).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }
}
