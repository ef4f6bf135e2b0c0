using ValetKey.Azure.Delegation;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>No key is handed out that is not in force over the whole of what it signs, and different needs share one.</summary>
internal sealed class DelegationNeedTests : DelegationTestBase
{
    private const int Day = 24 * 60;

    [Test]
    public async Task A_longer_token_makes_a_longer_key()
    {
        await GetAsync(Need(60));

        DelegationKey longer = await GetAsync(Need(3 * Day));

        longer.Facts.ExpiresAt.Should().Be(Start.AddDays(3.5), "the next token of that kind must not need another key at once");
        AtOnce(Need(60)).Should().BeSameAs(longer);
        Client.Count.Should().Be(2);
    }

    [Test]
    public async Task An_earlier_start_makes_a_key_that_starts_earlier()
    {
        await GetAsync(Need());

        DelegationKey earlier = await GetAsync(Need(since: 90));

        earlier.Facts.StartsAt.Should().Be(Start.AddMinutes(-105));
        AtOnce(Need()).Should().BeSameAs(earlier);
        AtOnce(Need(since: 90)).Should().BeSameAs(earlier);
        Client.Count.Should().Be(2);
    }

    [Test]
    public async Task A_start_in_the_future_is_served_by_a_key_that_starts_now()
    {
        DelegationKey key = await GetAsync(Need((2 * Day) + 60, since: -2 * Day, least: 2 * Day));

        (key.Facts.StartsAt, key.Facts.ExpiresAt).Should().Be((Start.AddMinutes(-15), Start.AddDays(2).AddHours(13)));
    }

    [Test]
    public async Task Kinds_of_needs_do_not_drive_out_each_others_keys()
    {
        for (int i = 0; i < 50; i++)
        {
            await GetAsync(Need(15));
            await GetAsync(Need(3 * Day));
            await GetAsync(Need(60, since: 90));
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Client.Count.Should().Be(3, "the third key serves all");
    }

    [Test]
    public async Task What_the_refreshed_key_replaces_it_covers_too()
    {
        await GetAsync(Need(60, since: 90));

        Time.Advance(TimeSpan.FromHours(20));
        AtOnce(Need());
        await Eventually.TrueAsync(() => AtOnce(Need()).Facts.Version == "2");

        AtOnce(Need(60, since: 90)).Facts.Version.Should().Be("2");
    }

    [Test]
    public async Task Tokens_that_begin_to_reach_the_keys_end_have_it_replaced_before_they_do()
    {
        KeysLive(TimeSpan.FromHours(1));
        int waits = 0;

        for (int i = 0; i < 200; i++)
        {
            Task<DelegationKey> key = GetAsync(Need(minutes: 60));
            waits += i == 0 || key.IsCompleted ? 0 : 1; // The first may have its answer before it can be looked at.
            DateTimeOffset end = (await key).Facts.ExpiresAt;
            if (end < Time.GetUtcNow().AddMinutes(70))
            {
                // Ten minutes before tokens reach the end the next key is on its way.
                await Eventually.TrueAsync(() => AtOnce(Need(minutes: 60)).Facts.ExpiresAt > end);
            }

            Time.Advance(TimeSpan.FromMinutes(1));
        }

        waits.Should().Be(0, "only the first one has to wait");
        Client.Count.Should().BeInRange(4, 20);
    }

    [Test]
    public async Task A_key_spans_seven_days_at_most()
    {
        DelegationKey key = await GetAsync(Need(minutes: 8 * Day));

        (key.Facts.StartsAt, key.Facts.ExpiresAt).Should().Be((Start.AddMinutes(-20), Start.AddMinutes(-20).AddDays(7)));
    }

    [TestCase(5, 7 * Day)]
    [TestCase(2 * Day, 6 * Day)]
    [TestCase(8 * Day, 15)]
    public async Task A_need_that_no_key_meets_is_refused_without_a_call(int since, int least)
    {
        ValetKeyException fault = await FaultOf(Need(minutes: 8 * Day, since: since, least: least));

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, false));
        fault.Message.Should()
            .Contain($"'reports' can have no user delegation key from {Start.AddMinutes(-since):u} until {Start.AddMinutes(least):u} at least")
            .And.Contain("7 days at most");
        Client.Count.Should().Be(0);
    }

    [Test]
    public async Task Needs_that_no_single_key_covers_are_each_served()
    {
        DelegationKey past = await GetAsync(Need(since: 5 * Day));
        DelegationKey future = await GetAsync(Need(minutes: 6 * Day));

        past.Facts.StartsAt.Should().BeOnOrBefore(Start.AddDays(-5));
        future.Facts.ExpiresAt.Should().BeOnOrAfter(Start.AddDays(6));
    }

    [Test]
    public async Task A_key_that_ends_before_the_minimum_is_refused()
    {
        Client.Answer = (start, _) => (start, Start.AddMinutes(20));

        ValetKeyException fault = await FaultOf(Need(minutes: 60, least: 30));

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, false));
        fault.Message.Should().Be(
            "The service gave 'reports' a user delegation key from 2026-05-04 02:42:01Z until 2026-05-04 03:22:01Z; "
            + "the request needs one from 2026-05-04 02:57:01Z until 2026-05-04 03:32:01Z at least.");
    }

    [Test]
    public async Task A_key_that_starts_too_late_is_refused()
    {
        Client.Answer = (_, end) => (Start.AddMinutes(1), end);

        ValetKeyException fault = await FaultOf();

        fault.Message.Should().StartWith("The service gave 'reports' a user delegation key from 2026-05-04 03:03:01Z until");
    }

    [Test]
    public async Task A_service_that_gives_less_is_asked_for_the_same_once_a_minute()
    {
        Client.Answer = (start, _) => (start, Time.GetUtcNow().AddMinutes(20));
        for (int i = 0; i < 100; i++)
        {
            await FaultOf(Need(minutes: 60, least: 30));
            (await GetAsync(Need(minutes: 60))).Facts.ExpiresAt.Should().Be(Start.AddMinutes(20));
        }

        Client.Count.Should().Be(1);
        Time.Advance(TimeSpan.FromMinutes(1));
        await FaultOf(Need(minutes: 60, least: 30));
        Client.Count.Should().Be(2);
    }

    [Test]
    public async Task A_key_that_ends_before_the_held_one_does_not_replace_it()
    {
        DelegationKey first = await GetAsync();
        Client.Answer = (start, _) => (start, Start.AddMinutes(20));

        await GetAsync(Need(minutes: 2 * Day));
        Time.Advance(TimeSpan.FromHours(17));
        AtOnce();
        await Eventually.TrueAsync(() => Client.Keys.Count == 3);

        AtOnce().Should().BeSameAs(first);
    }
}
