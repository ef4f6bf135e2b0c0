using System.Collections.Concurrent;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>The service is away while many sign: nobody notices as long as the held key lives, and then everybody is told why.</summary>
internal sealed class DelegationOutageTests : DelegationTestBase
{
    private const int Threads = 3;

    private readonly ConcurrentQueue<Issue> _issues = new();
    private readonly int[] _issued = new int[Threads];

    [Test]
    public async Task A_minute_without_the_service_fails_no_issue_while_the_held_key_lives()
    {
        KeysLive(TimeSpan.FromHours(1));
        await GetAsync();
        using CancellationTokenSource over = new();
        Task[] load = Load(over.Token);

        await PassAsync(TimeSpan.FromMinutes(35) - TimeSpan.FromSeconds(10)); // From 35 minutes on tokens are near the key's end.
        Client.Fault = new HttpRequestException("down");
        await PassAsync(TimeSpan.FromMinutes(1));
        int callsWhileDown = Client.Count - Client.Keys.Count;
        Client.Fault = null;
        await PassAsync(TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(() => IssueOne().Key!.ExpiresAt > Start.AddHours(1), "the next key came when the service was back");
        await over.CancelAsync();
        await Task.WhenAll(load);

        _issues.Should().HaveCountGreaterThan(1000).And.OnlyContain(issue => issue.Fault == null);
        _issues.Should().OnlyContain(issue => issue.Key!.StartsAt <= issue.Need.LatestStart && issue.Key.ExpiresAt >= issue.Need.PreferredEnd);
        callsWhileDown.Should().BeInRange(1, 9, "the next key was due while the service was away");
        Client.MostUnderWay.Should().Be(1);
    }

    [Test]
    public async Task Once_the_held_key_has_ended_each_issue_says_that_credentials_are_missing_until_the_service_is_back()
    {
        KeysLive(TimeSpan.FromHours(1));
        DateTimeOffset end = (await GetAsync()).Facts.ExpiresAt;
        Client.Fault = new HttpRequestException("down");
        using CancellationTokenSource over = new();
        Task[] load = Load(over.Token);

        await PassAsync(TimeSpan.FromMinutes(62));
        Client.Fault = null;
        await PassAsync(TimeSpan.FromSeconds(20));
        Issue last = IssueOne();
        await over.CancelAsync();
        await Task.WhenAll(load);

        Issue[] whileHeld = [.. _issues.Where(issue => issue.Need.MinimumEnd <= end)];
        whileHeld.Should().HaveCountGreaterThan(1000).And.OnlyContain(issue => issue.Fault == null && issue.Key!.ExpiresAt == end);
        Issue[] failed = [.. _issues.Where(issue => issue.Fault != null)];
        failed.Should().HaveCountGreaterThan(10).And.OnlyContain(issue => issue.Fault!.Reason == ValetKeyErrorReason.CredentialsUnavailable
            && issue.Fault.IsTransient && issue.Fault.Message.StartsWith("'reports' has no user delegation key to sign with"));
        last.Key!.ExpiresAt.Should().BeAfter(end);
        Client.MostUnderWay.Should().Be(1);
    }

    private Task[] Load(CancellationToken over) => [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
        () =>
        {
            while (!over.IsCancellationRequested)
            {
                _issues.Enqueue(IssueOne());
                Interlocked.Increment(ref _issued[thread]);
                Thread.Yield();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default))];

    private Issue IssueOne()
    {
        LeaseNeed need = Need();
        try
        {
            return new Issue(need, Source.GetAsync(null, need, CancellationToken.None).AsTask().GetAwaiter().GetResult().Facts, null);
        }
        catch (ValetKeyException fault)
        {
            return new Issue(need, null, fault);
        }
    }

    /// <summary>
    /// Lets the simulated time pass in steps, each long enough for two issues of every thread: the second asks by the time of this step, so that
    /// none brings a need of minutes ago when the service is back.
    /// </summary>
    private async Task PassAsync(TimeSpan time)
    {
        TimeSpan step = TimeSpan.FromSeconds(time > TimeSpan.FromMinutes(1) ? 10 : 1);
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Time.Advance(step);
            int[] before = [.. _issued];
            await Eventually.TrueAsync(() => _issued.Zip(before).All(counts => counts.First > counts.Second + 1));
        }
    }

    private sealed record Issue(LeaseNeed Need, DelegationKeyFacts? Key, ValetKeyException? Fault);
}
