using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>A service that fails for all keys is not called by each of them.</summary>
internal sealed class LeaseOutageTests : LeaseTestBase
{
    [Test]
    public async Task A_service_that_is_away_gets_one_call_after_each_pause_however_many_keys_there_are()
    {
        Source.Fault = new HttpRequestException();
        List<int> calls = [];
        for (int second = 0; second < 10; second++)
        {
            int before = Source.Count;
            for (int key = 0; key < 1000; key++)
            {
                await FaultOf(key: $"{second}/{key}");
            }

            calls.Add(Source.Count - before);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        calls[0].Should().Be(3, "it takes three to know that it is the service");
        calls.Skip(1).Should().OnlyContain(count => count <= 1).And.Contain(1);
    }

    [Test]
    public async Task One_call_on_its_way_is_enough_to_find_out_whether_the_service_is_back()
    {
        await FailAsync();
        TaskCompletionSource gate = new();
        (Source.Gate, Source.Fault) = (gate.Task, null);
        Time.Advance(TimeSpan.FromSeconds(1));

        Task<FakeSecret> probe = GetAsync(key: "probe");
        await FaultOf(key: "meanwhile").WaitAsync(TimeSpan.FromSeconds(10)); // It waits for ever if it makes a call.
        gate.SetResult();

        (await probe).Should().NotBeNull();
        (await GetAsync(key: "meanwhile")).Should().NotBeNull();
        Source.Count.Should().Be(5);
    }

    [Test]
    public async Task Who_is_sent_away_learns_nothing_of_the_keys_that_failed()
    {
        await FailAsync();

        ValetKeyException fault = await FaultOf(key: "other");

        fault.Message.Should().Be("'media' got no secret: the service failed several times in a row, and is not asked again at once.");
        (fault.Reason, fault.IsTransient, fault.InnerException).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true, null));
        fault.RetryAfter.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Held_leases_serve_on()
    {
        FakeSecret held = await GetAsync(key: "held");
        await FailAsync();

        (await GetAsync(key: "held")).Should().BeSameAs(held);
        (await GetAsync(Need() with { PreferredEnd = Start.AddHours(2) }, "held")).Should().BeSameAs(held, "no better one can be had");
    }

    [Test]
    public async Task A_key_that_fails_by_itself_shuts_no_other_out()
    {
        Source.Fault = new HttpRequestException();
        for (int i = 0; i < 10; i++)
        {
            await FaultOf(key: "broken");
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        Source.Fault = null;

        (await GetAsync(key: "sound")).Should().NotBeNull();
    }

    [Test]
    public async Task Refusals_shut_no_other_out()
    {
        Source.Fault = new ValetKeyException(ValetKeyErrorReason.Unsupported, "Too long.");
        await FailAsync(keys: 10);

        Source.Fault = null;

        (await GetAsync(key: "sound")).Should().NotBeNull();
    }

    [Test]
    public async Task A_pause_that_the_service_asks_for_is_kept_up_to_a_minute()
    {
        Source.Fault = ValetKeyException.QuotaExhausted("Too many.", TimeSpan.FromHours(1));
        (await FaultOf()).RetryAfter.Should().Be(TimeSpan.FromHours(1));
        Source.Fault = null;

        Time.Advance(TimeSpan.FromSeconds(59));
        (await FaultOf()).Reason.Should().Be(ValetKeyErrorReason.QuotaExhausted);
        Time.Advance(TimeSpan.FromSeconds(1));

        (await GetAsync()).Number.Should().Be(2);
    }

    [Test]
    public async Task Keys_that_are_sent_away_take_no_room()
    {
        Use(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", Capacity = 10, Jitter = () => Jitter });

        await FailAsync(keys: 100);

        Cache.Count.Should().Be(10);
    }

    /// <summary>Has the service fail for several keys, unless it fails otherwise already.</summary>
    private async Task FailAsync(int keys = 3)
    {
        Source.Fault ??= new HttpRequestException("hunter2");
        for (int key = 0; key < keys; key++)
        {
            await FaultOf(key: $"hunter{key}");
        }
    }
}
