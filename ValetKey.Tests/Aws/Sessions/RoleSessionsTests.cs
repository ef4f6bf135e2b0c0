using Amazon.SecurityToken;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Credentials;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>Sessions are kept by policy while they serve, and a call that many wait for is made once.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RoleSessionsTests : IDisposable
{
    private static readonly DateTimeOffset Start = TestStore.Start;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTokenService _sts = new();
    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeLogger _log = new();
    private readonly RoleSessions _sessions;
    private Func<IAmazonSecurityTokenService> _createClient;

    public RoleSessionsTests()
    {
        AmazonS3Options options = new()
        {
            Region = "eu-west-1",
            RoleArn = TestStore.RoleArn,
            RoleSessionName = "tests",
            ExternalId = "x-1",
            MaximumSessionPolicyLength = 100,
        };
        _createClient = () => _sts;
        _sessions = new RoleSessions(options, () => _createClient(), "media", _time, _log);
    }

    public void Dispose()
    {
        _sessions.Dispose();
        _sts.Dispose();
    }

    [TestCase(1, 900)]
    [TestCase(1200, 1200)]
    [TestCase(86_400, 3600)]
    public async Task Role_policy_and_length_are_asked_for(int seconds, int expected)
    {
        await GetAsync("{}", length: TimeSpan.FromSeconds(seconds));

        _sts.Requests.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { TestStore.RoleArn, RoleSessionName = "tests", ExternalId = "x-1", Policy = "{}", DurationSeconds = expected });
    }

    [Test]
    public async Task A_session_serves_again_for_the_same_policy_alone()
    {
        AwsCredential first = await GetAsync("{1}");

        (await GetAsync("{1}", earliest: Start.AddMinutes(59))).Should().BeSameAs(first);
        (await GetAsync("{2}")).Should().NotBeSameAs(first);
        _sts.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task One_that_ends_too_early_or_too_late_does_not_serve()
    {
        AwsCredential first = await GetAsync("{}");

        AwsCredential longer = await GetAsync("{}", length: 2 * Hour, earliest: Start.AddMinutes(61));
        AwsCredential shorter = await GetAsync("{}", length: TimeSpan.FromMinutes(20), latest: Start.AddMinutes(30));

        longer.Should().NotBeSameAs(first);
        shorter.Should().NotBeSameAs(longer);
        shorter.ExpiresAt.Should().Be(Start.AddMinutes(20));
    }

    [Test]
    public async Task Many_that_wait_make_one_call()
    {
        TaskCompletionSource gate = new();
        _sts.Gate = gate.Task;

        Task<AwsCredential>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => GetAsync("{}"))];
        gate.SetResult();

        (await Task.WhenAll(waiting)).Distinct().Should().ContainSingle();
        _sts.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Who_gives_up_does_not_end_the_call_for_the_others()
    {
        TaskCompletionSource gate = new();
        _sts.Gate = gate.Task;
        using CancellationTokenSource impatient = new();
        Task<AwsCredential> gone = GetAsync("{}", cancellationToken: impatient.Token);
        Task<AwsCredential> patient = GetAsync("{}");

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task A_failure_is_told_and_not_kept()
    {
        _sts.Fault = new AmazonSecurityTokenServiceException("Access denied");

        ValetKeyException fault = (await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().StartWith($"'media' could not assume the role {TestStore.RoleArn}.");
        _sts.Fault = null;
        await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>("there is a pause after a failure");
        _sts.Requests.Should().ContainSingle();
        _time.Advance(fault.RetryAfter!.Value);
        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0002");
    }

    [Test]
    public async Task A_client_that_could_not_be_made_is_made_when_the_cause_has_ended()
    {
        _createClient = () => throw new AmazonSecurityTokenServiceException("no region");
        await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>();
        _createClient = () => _sts;

        _time.Advance(TimeSpan.FromSeconds(1));

        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task A_failure_whose_only_waiter_had_gone_is_not_served_hours_later()
    {
        TaskCompletionSource gate = new();
        (_sts.Gate, _sts.Fault) = (gate.Task, new AmazonSecurityTokenServiceException("down"));
        using CancellationTokenSource impatient = new();
        Task<AwsCredential> gone = GetAsync("{}", cancellationToken: impatient.Token);
        await impatient.CancelAsync();
        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        for (int i = 0; i < 5000 && _log.Collector.Count == 0; i++)
        {
            await Task.Delay(1);
        }

        _sts.Fault = null;
        _time.Advance(TimeSpan.FromHours(5));

        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0002");
    }

    [Test]
    public async Task A_call_that_hangs_ends_after_half_a_minute()
    {
        _sts.Gate = new TaskCompletionSource().Task;
        Task<AwsCredential> waiting = GetAsync("{}");
        for (int i = 0; i < 5000 && _sts.Requests.Count == 0; i++)
        {
            await Task.Delay(1);
        }

        _time.Advance(TimeSpan.FromSeconds(30));

        ValetKeyException fault = (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>()).Which;
        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
    }

    [Test]
    public async Task While_the_service_is_away_a_held_session_serves_who_can_do_with_it()
    {
        AwsCredential held = await GetAsync("{}");
        _sts.Fault = new AmazonSecurityTokenServiceException("down");
        _time.Advance(TimeSpan.FromMinutes(30));
        LeaseNeed need = new() { Now = Start.AddMinutes(30), MinimumEnd = Start.AddMinutes(31), PreferredEnd = Start.AddMinutes(84) };

        (await _sessions.GetAsync("{}", need, CancellationToken.None)).Should().BeSameAs(held);
        _sts.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task A_policy_too_long_for_the_service_is_refused_before_the_call()
    {
        ValetKeyException fault = (await FluentActions.Awaiting(() => GetAsync(new string('x', 101))).Should().ThrowAsync<ValetKeyException>()).Which;

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().StartWith("The session policy for this request has 101 characters; the service takes 100 at most.");
        _sts.Requests.Should().BeEmpty();
    }

    private Task<AwsCredential> GetAsync(
        string policy, TimeSpan? length = null, DateTimeOffset? earliest = null, DateTimeOffset? latest = null,
        CancellationToken cancellationToken = default) =>
        _sessions.GetAsync(
            policy,
            new LeaseNeed
            {
                Now = Start,
                MinimumEnd = earliest ?? Start,
                RequestedEnd = Start + (length ?? Hour),
                LatestEnd = latest ?? DateTimeOffset.MaxValue,
            },
            cancellationToken).AsTask();
}
