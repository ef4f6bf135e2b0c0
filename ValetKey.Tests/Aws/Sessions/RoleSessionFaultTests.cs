using Amazon.SecurityToken;
using ValetKey.Aws.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>A call that fails or hangs is told, not kept, and made again when the cause has ended.</summary>
internal sealed class RoleSessionFaultTests : RoleSessionTestBase
{
    [Test]
    public async Task A_failure_is_told_and_not_kept()
    {
        Sts.Fault = new AmazonSecurityTokenServiceException("Access denied");

        ValetKeyException fault = (await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().StartWith($"'media' could not assume the role {TestStore.RoleArn}.");
        Sts.Fault = null;
        await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>("there is a pause after a failure");
        Sts.Requests.Should().ContainSingle();
        Time.Advance(fault.RetryAfter!.Value);
        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0002");
    }

    [Test]
    public async Task A_client_that_could_not_be_made_is_made_when_the_cause_has_ended()
    {
        CreateClient = () => throw new AmazonSecurityTokenServiceException("no region");
        await FluentActions.Awaiting(() => GetAsync("{}")).Should().ThrowAsync<ValetKeyException>();
        CreateClient = () => Sts;

        Time.Advance(TimeSpan.FromSeconds(1));

        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task A_failure_whose_only_waiter_had_gone_is_not_served_hours_later()
    {
        TaskCompletionSource gate = new();
        (Sts.Gate, Sts.Fault) = (gate.Task, new AmazonSecurityTokenServiceException("down"));
        using CancellationTokenSource impatient = new();
        Task<AwsCredential> gone = GetAsync("{}", cancellationToken: impatient.Token);
        await impatient.CancelAsync();
        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        await Eventually.TrueAsync(() => Log.Collector.Count > 0);

        Sts.Fault = null;
        Time.Advance(TimeSpan.FromHours(5));

        (await GetAsync("{}")).AccessKeyId.Should().Be("ASIA0002");
    }

    [Test]
    public async Task A_call_that_hangs_ends_after_half_a_minute()
    {
        Sts.Gate = new TaskCompletionSource().Task;
        Task<AwsCredential> waiting = GetAsync("{}");
        await Eventually.TrueAsync(() => Sts.Requests.Count > 0);

        Time.Advance(TimeSpan.FromSeconds(30));

        ValetKeyException fault = (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>()).Which;
        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
    }

    [Test]
    public async Task While_the_service_is_away_a_held_session_serves_who_can_do_with_it()
    {
        AwsCredential held = await GetAsync("{}");
        Sts.Fault = new AmazonSecurityTokenServiceException("down");
        Time.Advance(TimeSpan.FromMinutes(30));
        LeaseNeed need = new() { Now = Start.AddMinutes(30), MinimumEnd = Start.AddMinutes(31), PreferredEnd = Start.AddMinutes(84) };

        (await Sessions.GetAsync("{}", need, CancellationToken.None)).Should().BeSameAs(held);
        Sts.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task A_policy_too_long_for_the_service_is_refused_before_the_call()
    {
        ValetKeyException fault = (await FluentActions.Awaiting(() => GetAsync(new string('x', 101))).Should().ThrowAsync<ValetKeyException>()).Which;

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().StartWith("The session policy for this request has 101 characters; the service takes 100 at most.");
        Sts.Requests.Should().BeEmpty();
    }
}
