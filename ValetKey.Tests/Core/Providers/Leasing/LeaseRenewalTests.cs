using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>The next lease is there before the held one ends, and a need that the held one does not meet makes a call.</summary>
internal sealed class LeaseRenewalTests : LeaseTestBase
{
    [TestCase(0.0, 16)]
    [TestCase(0.6, 20)]
    [TestCase(0.96, 22.4)]
    public async Task A_lease_is_renewed_in_the_background_when_a_third_of_its_life_is_left_spread_by_chance(double jitter, double minutesAhead)
    {
        Jitter = jitter;
        FakeSecret first = await GetAsync();
        TaskCompletionSource gate = new();
        Source.Gate = gate.Task;

        Time.Advance(TimeSpan.FromMinutes(60 - minutesAhead) - TimeSpan.FromSeconds(1));
        AtOnce().Should().BeSameAs(first);
        Source.Count.Should().Be(1, "a call is begun before the caller is answered");
        Time.Advance(TimeSpan.FromSeconds(2));
        FakeSecret[] meanwhile = [.. Enumerable.Range(0, 1000).Select(_ => AtOnce())];
        await Eventually.TrueAsync(() => Source.Count == 2);
        gate.SetResult();

        meanwhile.Should().OnlyContain(secret => ReferenceEquals(secret, first));
        await Eventually.TrueAsync(() => AtOnce().Number == 2);
        Source.Count.Should().Be(2);
    }

    [Test]
    public async Task Needs_that_begin_to_reach_the_end_have_it_renewed_before_they_do()
    {
        int waits = 0;
        for (int minute = 0; minute < 200; minute++)
        {
            Task<FakeSecret> secret = GetAsync(Need(minutes: 45));
            waits += minute == 0 || secret.IsCompleted ? 0 : 1; // The first may have its answer before it can be looked at.
            await secret;
            await Eventually.TrueAsync(() => Source.Requests[^1].Need.Now >= Time.GetUtcNow().AddMinutes(-5) && Log.Collector.Count == Source.Count);
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        waits.Should().Be(0, "only the first one has to wait");
        Source.Count.Should().BeInRange(10, 50);
    }

    [Test]
    public async Task A_failed_renewal_ends_nothing_while_the_held_lease_lives()
    {
        FakeSecret held = await GetAsync();
        Source.Fault = new HttpRequestException();

        for (int minute = 0; minute < 58; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            (await GetAsync()).Should().BeSameAs(held);
        }

        Time.Advance(TimeSpan.FromMinutes(2));
        await FaultOf();
        Source.Fault = null;
        Time.Advance(TimeSpan.FromSeconds(5));
        (await GetAsync()).IsCleared.Should().BeFalse();
    }

    [Test]
    public async Task Nothing_is_renewed_ahead_where_that_is_turned_off()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", RenewalShare = 0 });
        await GetAsync();

        Time.Advance(TimeSpan.FromMinutes(58));
        AtOnce();
        Time.Advance(TimeSpan.FromMinutes(2));

        (await GetAsync()).Number.Should().Be(2);
        Source.Count.Should().Be(2);
    }

    [Test]
    public async Task A_value_without_an_end_is_read_anew_as_often_as_is_said_and_stays_the_same_object_if_it_is_the_same()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", RefreshInterval = TimeSpan.FromMinutes(1) });
        Source.Life = null;
        FakeSecret first = await GetAsync();
        Source.Answer = request => request.Held!;

        Time.Advance(TimeSpan.FromMinutes(1));
        AtOnce();
        await Eventually.TrueAsync(() => Source.Count == 2);
        Time.Advance(TimeSpan.FromMinutes(10));

        AtOnce().Should().BeSameAs(first);
        first.IsCleared.Should().BeFalse();
        Log.Collector.Count.Should().Be(1, "nothing new was obtained");
    }

    [Test]
    public async Task A_held_lease_that_ends_or_starts_elsewhere_than_needed_does_not_serve()
    {
        FakeSecret first = await GetAsync();

        FakeSecret longer = await GetAsync(Need(minutes: 70) with { RequestedEnd = Start.AddHours(2) });
        Source.Life = TimeSpan.FromMinutes(20);
        FakeSecret shorter = await GetAsync(Need() with { LatestEnd = Start.AddMinutes(30) });
        FakeSecret earlier = await GetAsync(Need() with { LatestStart = DateTimeOffset.MinValue });

        new[] { first, longer, shorter }.Should().OnlyHaveUniqueItems();
        earlier.Should().BeSameAs(shorter, "a value without a start is in force since ever");
        Source.Requests[1].Held!.Value.Should().BeSameAs(first);
        Source.Requests[1].HeldFor!.Value.Now.Should().Be(Start);
    }

    [Test]
    public async Task A_source_that_gives_less_is_asked_for_the_same_once_a_minute_and_for_more_at_once()
    {
        Source.Life = TimeSpan.FromMinutes(20);
        for (int i = 0; i < 100; i++)
        {
            (await GetAsync(Need(minutes: 30))).Number.Should().Be(1, "whether its end will do is for the caller to see");
        }

        Source.Count.Should().Be(1);
        (await GetAsync(Need(minutes: 60))).Number.Should().Be(2);
        (await GetAsync(Need(minutes: 30))).Number.Should().Be(2);
        Time.Advance(TimeSpan.FromMinutes(1));
        (await GetAsync(Need(minutes: 30))).Number.Should().Be(3);
    }

    [Test]
    public async Task A_lease_shorter_than_the_repeat_interval_is_replaced_as_soon_as_it_has_ended()
    {
        Source.Life = TimeSpan.FromSeconds(20);
        await GetAsync(Need(minutes: 0.1));
        Source.Life = TimeSpan.FromHours(1);

        Time.Advance(TimeSpan.FromSeconds(20));

        (await GetAsync(Need(minutes: 0.1))).Number.Should().Be(2);
    }

    [Test]
    public async Task Who_waited_for_a_call_that_was_made_for_less_gets_one_of_his_own()
    {
        TaskCompletionSource gate = new();
        Source.Gate = gate.Task;
        Task<FakeSecret> little = GetAsync(Need(minutes: 5));
        Source.Life = TimeSpan.FromMinutes(30);
        Task<FakeSecret> much = GetAsync(Need(minutes: 90));
        gate.SetResult();

        (await little).Number.Should().Be(1);
        (await much).Number.Should().Be(2);
        Source.MostUnderWay.Should().Be(1);
    }
}
