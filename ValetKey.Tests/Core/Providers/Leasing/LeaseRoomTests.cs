using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>Only so many are held, making room is cheap, and what no longer serves is cleared.</summary>
internal sealed class LeaseRoomTests : LeaseTestBase
{
    [Test]
    public async Task A_hundred_thousand_keys_leave_no_more_than_are_held_and_take_little_time()
    {
        const int Keys = 100_000;
        Source.Life = null;
        long started = TimeProvider.System.GetTimestamp();

        for (int number = 0; number < Keys; number++)
        {
            await GetAsync(key: $"{number}");
        }

        TimeProvider.System.GetElapsedTime(started)
            .Should().BeLessThan(TimeSpan.FromMinutes(2), "a search through all of them would take much longer");
        Cache.Count.Should().Be(1000);
        Time.Advance(TimeSpan.FromMinutes(1));
        Source.Given.Should().HaveCount(Keys);
        Source.Given.Count(secret => !secret.IsCleared).Should().Be(1000);
    }

    [Test]
    public async Task What_has_ended_goes_first()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", Capacity = 10 });
        Source.Life = TimeSpan.FromHours(5);
        FakeSecret living = await GetAsync(key: "living");
        Source.Life = TimeSpan.FromMinutes(2);
        for (int number = 1; number < 10; number++)
        {
            await GetAsync(key: $"ended {number}");
        }

        Time.Advance(TimeSpan.FromHours(1));
        for (int number = 1; number < 10; number++)
        {
            await GetAsync(key: $"new {number}");
        }

        AtOnce(key: "living").Should().BeSameAs(living);
        Cache.Count.Should().Be(10);
    }

    [Test]
    public async Task What_was_not_asked_for_for_the_longest_time_goes_next()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", Capacity = 10 });
        foreach (int number in Enumerable.Range(0, 10))
        {
            await GetAsync(key: $"{number}");
        }

        Time.Advance(TimeSpan.FromMinutes(2));
        foreach (int number in Enumerable.Range(0, 10).Where(number => number != 4))
        {
            AtOnce(key: $"{number}");
        }

        await GetAsync(key: "one more");

        Enumerable.Range(0, 10).Where(number => Cache.Find($"{number}", Need()) is null).Should().Equal(4);
    }

    [Test]
    public async Task A_key_whose_call_is_under_way_stays_and_no_second_call_is_made_beside_it()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", Capacity = 3 });
        TaskCompletionSource gate = new();
        Source.Gate = gate.Task;
        Task<FakeSecret> early = GetAsync();
        await Eventually.TrueAsync(() => Source.Count == 1);
        Source.Gate = Task.CompletedTask;
        for (int number = 0; number < 20; number++)
        {
            await GetAsync(key: $"{number}");
        }

        Task<FakeSecret> late = GetAsync();
        gate.SetResult();

        (await late).Should().BeSameAs(await early);
        Cache.Count.Should().Be(3);
    }

    [Test]
    public async Task A_replaced_value_is_cleared_a_minute_later_though_nobody_asks_for_one()
    {
        FakeSecret first = await GetAsync();
        Source.Life = TimeSpan.FromHours(3);
        FakeSecret second = await GetAsync(Need(minutes: 90));

        Time.Advance(TimeSpan.FromSeconds(59));
        first.IsCleared.Should().BeFalse("somebody may be about to sign with it");
        Time.Advance(TimeSpan.FromSeconds(1));

        (first.IsCleared, second.IsCleared).Should().Be((true, false));
    }

    [Test]
    public async Task With_the_cache_all_ends_at_once_and_nothing_that_comes_later_is_kept()
    {
        await GetAsync();
        TaskCompletionSource gate = new();
        (Source.Gate, Source.IsDeaf) = (gate.Task, true);
        Task<FakeSecret> waiting = GetAsync(key: "other");
        await Eventually.TrueAsync(() => Source.Count == 2);

        Cache.Dispose();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>();
        gate.SetResult();
        await FluentActions.Awaiting(() => GetAsync()).Should().ThrowAsync<ObjectDisposedException>();
        await Eventually.TrueAsync(() => Source.Given.Count == 2 && Source.Given.All(secret => secret.IsCleared));
    }
}
