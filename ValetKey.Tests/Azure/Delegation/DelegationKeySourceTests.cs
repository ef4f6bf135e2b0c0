using ValetKey.Azure.Delegation;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>A key is waited for once and then at hand, and the next one is there before it ends.</summary>
internal sealed class DelegationKeySourceTests : DelegationTestBase
{
    [Test]
    public async Task First_key_is_waited_for_and_then_at_hand()
    {
        TaskCompletionSource gate = new();
        Client.Gate = gate.Task;

        Task<DelegationKey> first = GetAsync();

        first.IsCompleted.Should().BeFalse();
        gate.SetResult();
        DelegationKey key = await first;
        AtOnce().Should().BeSameAs(key);
        Client.Count.Should().Be(1);
    }

    [Test]
    public async Task Ten_thousand_at_once_make_one_call()
    {
        const int Threads = 8;
        TaskCompletionSource gate = new();
        Client.Gate = gate.Task;

        Task<Task<DelegationKey>[]>[] storm = [.. Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () => Enumerable.Range(0, 10_000 / Threads).Select(minutes => GetAsync(Need(1 + (minutes % 60)))).ToArray(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task<DelegationKey>[] waiting = [.. (await Task.WhenAll(storm)).SelectMany(tasks => tasks)];
        gate.SetResult();

        (await Task.WhenAll(waiting)).Should().HaveCount(10_000).And.OnlyContain(key => ReferenceEquals(key, Client.Keys[0]));
        Client.Count.Should().Be(1);
    }

    [Test]
    public async Task Key_starts_some_time_ago_and_lives_as_long_as_configured()
    {
        await GetAsync(Need());

        Client.Requests.Should().Equal((Start.AddMinutes(-20), Start.AddDays(1), null));
    }

    [Test]
    public async Task Times_are_asked_for_in_whole_seconds()
    {
        Time.Advance(TimeSpan.FromMilliseconds(999));

        await GetAsync(Need() with { LatestStart = Start });

        Client.Requests.Should().Equal((Start.AddMinutes(-15), Start.AddDays(1), null));
    }

    [Test]
    public async Task Key_serves_alone_until_a_third_of_its_life_is_left()
    {
        DelegationKey first = await GetAsync();

        Time.Advance(TimeSpan.FromHours(16) - TimeSpan.FromSeconds(1));
        AtOnce().Should().BeSameAs(first);

        await Eventually.NeverAsync(() => Client.Count > 1);
    }

    [Test]
    public async Task Key_serves_while_the_next_one_is_on_its_way()
    {
        DelegationKey first = await GetAsync();
        TaskCompletionSource gate = new();
        Client.Gate = gate.Task;

        Time.Advance(TimeSpan.FromHours(16));
        DelegationKey[] meanwhile = [.. Enumerable.Range(0, 1000).Select(_ => AtOnce())];
        await Eventually.TrueAsync(() => Client.Count == 2);
        gate.SetResult();

        meanwhile.Should().OnlyContain(key => ReferenceEquals(key, first));
        await Eventually.TrueAsync(() => !ReferenceEquals(AtOnce(), first));
        AtOnce().Facts.ExpiresAt.Should().Be(Start.AddHours(40));
        Client.Count.Should().Be(2);
    }

    [TestCase(0.0, 6 * 60 + 24)]
    [TestCase(0.3, 7 * 60 + 12)]
    [TestCase(0.9, 8 * 60 + 48)]
    public async Task Refresh_is_spread_by_chance(double jitter, int minutesAhead)
    {
        Jitter = jitter;
        await GetAsync();

        Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(minutesAhead + 1));
        AtOnce();
        await Eventually.NeverAsync(() => Client.Count > 1);
        Time.Advance(TimeSpan.FromMinutes(2));
        AtOnce();

        await Eventually.TrueAsync(() => Client.Count == 2);
    }

    [Test]
    public async Task Hosts_that_started_together_do_not_refresh_together()
    {
        DelegationKeySource[] hosts = [.. Enumerable.Range(0, 40).Select(_ => new DelegationKeySource(
            Client, Clock, Time, TimeSpan.FromDays(1), "reports", Log))];
        foreach (DelegationKeySource host in hosts)
        {
            await host.GetAsync(null, Need(), CancellationToken.None);
        }

        Time.Advance(TimeSpan.FromHours(24 - 7.73));
        foreach (DelegationKeySource host in hosts)
        {
            await host.GetAsync(null, Need(), CancellationToken.None);
        }

        await Eventually.TrueAsync(() => Client.Count > 40);
        await Eventually.NeverAsync(() => Client.Count >= 80, "all are due at once, and not half of them about now and the others later");
        Array.ForEach(hosts, host => host.Dispose());
    }

    [Test]
    public async Task Who_gives_up_does_not_end_the_call_for_the_others()
    {
        TaskCompletionSource gate = new();
        Client.Gate = gate.Task;
        using CancellationTokenSource impatient = new();
        Task<DelegationKey> gone = Source.GetAsync(null, Need(), impatient.Token).AsTask();
        Task<DelegationKey> patient = GetAsync();

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).Should().BeSameAs(Client.Keys[0]);
        Client.Count.Should().Be(1);
    }

    [Test]
    public async Task New_key_is_told_to_operators()
    {
        await GetAsync();

        (Log.LatestRecord.Id.Id, Log.LatestRecord.Message).Should().Be(
            (50, "reports: user delegation key obtained, from 2026-05-04 02:42:01Z until 2026-05-05 03:02:01Z."));
    }
}
