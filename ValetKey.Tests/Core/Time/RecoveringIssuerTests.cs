using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>
/// An issuer that was told a bad date, or whose machine was wrong, is well within a minute of the cause's end. Nobody but the issuer's own parts
/// acts.
/// </summary>
public sealed class RecoveringIssuerTests
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    /// <summary>What a signer can do about the time.</summary>
    public enum Way
    {
        /// <summary>It can ask, and observes nothing by itself.</summary>
        Asks,

        /// <summary>It cannot ask, and observes a date with each key.</summary>
        Observes,

        /// <summary>Both.</summary>
        AsksAndObserves,
    }

    [Test]
    public async Task Bad_dates_end_and_keys_are_issued_again(
        [Values] Way way, [Values(3600, -3600, 86400 * 400)] int wrong, [Values] bool isMeasuredBefore)
    {
        MachineTime time = new(TestIssuer.Noon);
        TimeSpan lie = TimeSpan.Zero;
        using TestIssuer issuer = Issuer(time, way, () => time.Truth + lie);
        if (isMeasuredBefore)
        {
            await issuer.IssueAsync(Requests.Read());
        }

        lie = TimeSpan.FromSeconds(wrong);
        issuer.Clock.Observe(time.Truth + lie, TimeSpan.Zero);
        issuer.Clock.Observe(time.Truth + lie, TimeSpan.Zero);
        (await issuer.RefusalOf(Requests.Read())).IsTransient.Should().BeTrue();
        time.Advance(TimeSpan.FromDays(2));
        (await issuer.RefusalOf(Requests.Read())).IsTransient.Should().BeTrue();
        lie = TimeSpan.Zero;

        await IssuesWithinAMinuteAsync(issuer, time);
    }

    [Test]
    public async Task Single_bad_date_refuses_no_key_where_the_service_can_be_asked([Values(3600, -3600)] int wrong, [Values] bool isMeasuredBefore)
    {
        MachineTime time = new(TestIssuer.Noon);
        using TestIssuer issuer = Issuer(time, Way.Asks, () => time.Truth);
        if (isMeasuredBefore)
        {
            issuer.Clock.Observe(time.Truth, TimeSpan.Zero);
        }

        issuer.Clock.Observe(time.Truth.AddSeconds(wrong), TimeSpan.Zero);
        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(15));
    }

    [Test]
    public async Task Machine_that_was_hours_wrong_is_set_right_and_keys_are_issued_again([Values] Way way, [Values(2, -2)] int hours)
    {
        MachineTime time = new(TestIssuer.Noon) { Error = TimeSpan.FromHours(hours) };
        using TestIssuer issuer = Issuer(time, way, () => time.Truth);
        issuer.Clock.Observe(time.Truth, TimeSpan.Zero);
        (await issuer.RefusalOf(Requests.Read())).Message.Should().Contain($"off by {TimeSpan.FromHours(hours) - TimeSpan.FromMilliseconds(500):c}");
        time.Advance(TimeSpan.FromDays(2));
        (await issuer.RefusalOf(Requests.Read())).IsTransient.Should().BeTrue();

        time.Error = TimeSpan.Zero;

        await IssuesWithinAMinuteAsync(issuer, time);
    }

    [Test]
    public async Task Correction_ends_with_the_step_that_sets_the_machine_right([Values] Way way)
    {
        MachineTime time = new(TestIssuer.Noon) { Error = TimeSpan.FromMinutes(-10) };
        using TestIssuer issuer = Issuer(time, way, () => time.Truth);
        issuer.Clock.Observe(time.Truth, TimeSpan.Zero);

        time.Error = TimeSpan.Zero;
        IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Lifetime = TimeSpan.FromMinutes(15) });

        key.ExpiresAt.Should().BeCloseTo(time.Truth.AddMinutes(15), TimeSpan.FromSeconds(1));
        key.NotBefore.Should().BeCloseTo(time.Truth.AddMinutes(-5), TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Trial_hands_out_nothing_unless_a_date_came_by()
    {
        MachineTime time = new(TestIssuer.Noon) { Error = TimeSpan.FromHours(2) };
        using TestIssuer issuer = new(time: time);
        issuer.Clock.Observe(time.Truth, TimeSpan.Zero);
        time.Advance(TimeSpan.FromSeconds(11));

        await issuer.RefusalOf(Requests.Read());
        await issuer.RefusalOf(Requests.Read());

        issuer.Signer.Grants.Should().ContainSingle("the second attempt came in the pause");
    }

    [Test]
    public async Task Trials_that_overlap_hand_out_nothing_either()
    {
        MachineTime time = new(TestIssuer.Noon) { Error = TimeSpan.FromHours(2) };
        using TestIssuer issuer = new(time: time);
        issuer.Clock.Observe(time.Truth, TimeSpan.Zero);
        time.Advance(TimeSpan.FromSeconds(11));
        TaskCompletionSource signing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource reached = new();
        issuer.Signer.Make = async (grant, _) =>
        {
            reached.TrySetResult();
            await signing.Task;
            return TestKeys.Of(grant);
        };
        Task<ValetKeyException> first = issuer.RefusalOf(Requests.Read());
        await Task.WhenAny(reached.Task, first);
        time.Advance(TimeSpan.FromSeconds(30));

        Task<ValetKeyException> second = issuer.RefusalOf(Requests.Read());
        time.Advance(TimeSpan.FromSeconds(30));
        signing.SetResult();

        (await Task.WhenAll(first, second)).Should().AllSatisfy(refusal => refusal.IsTransient.Should().BeTrue());
    }

    private static TestIssuer Issuer(MachineTime time, Way way, Func<DateTimeOffset> service)
    {
        TestIssuer issuer = new(time: time);
        if (way != Way.Observes)
        {
            issuer.Signer.ReadDate = _ => ValueTask.FromResult<DateTimeOffset?>(service());
        }

        if (way != Way.Asks)
        {
            issuer.Signer.Make = (grant, _) =>
            {
                issuer.Clock.Observe(service(), TimeSpan.Zero);
                return ValueTask.FromResult(TestKeys.Of(grant));
            };
        }

        return issuer;
    }

    /// <summary>Tries every second, as applications do, until a key comes; it is to be a good one, and to come within a minute.</summary>
    private static async Task IssuesWithinAMinuteAsync(TestIssuer issuer, MachineTime time)
    {
        DateTimeOffset end = time.Truth + OneMinute;
        while (true)
        {
            try
            {
                IssuedKey key = await issuer.IssueAsync(Requests.Read());
                key.ExpiresAt.Should().BeCloseTo(time.Truth.AddMinutes(15), TimeSpan.FromSeconds(1));
                return;
            }
            catch (ValetKeyException fault) when (fault.IsTransient && time.Truth < end)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }
}
