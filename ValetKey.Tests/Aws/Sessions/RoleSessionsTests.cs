using ValetKey.Aws.Credentials;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>Sessions are kept by policy while they serve, and a call that many wait for is made once.</summary>
internal sealed class RoleSessionsTests : RoleSessionTestBase
{
    [TestCase(1, 900)]
    [TestCase(1200, 1200)]
    [TestCase(86_400, 3600)]
    public async Task Role_policy_and_length_are_asked_for(int seconds, int expected)
    {
        await GetAsync("{}", length: TimeSpan.FromSeconds(seconds));

        Sts.Requests.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { TestStore.RoleArn, RoleSessionName = "tests", ExternalId = "x-1", Policy = "{}", DurationSeconds = expected });
    }

    [Test]
    public async Task A_session_serves_again_for_the_same_policy_alone()
    {
        AwsCredential first = await GetAsync("{1}");

        (await GetAsync("{1}", earliest: Start.AddMinutes(59))).Should().BeSameAs(first);
        (await GetAsync("{2}")).Should().NotBeSameAs(first);
        Sts.Requests.Should().HaveCount(2);
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
        Sts.Gate = gate.Task;

        Task<AwsCredential>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => GetAsync("{}"))];
        gate.SetResult();

        (await Task.WhenAll(waiting)).Distinct().Should().ContainSingle();
        Sts.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Who_gives_up_does_not_end_the_call_for_the_others()
    {
        TaskCompletionSource gate = new();
        Sts.Gate = gate.Task;
        using CancellationTokenSource impatient = new();
        Task<AwsCredential> gone = GetAsync("{}", cancellationToken: impatient.Token);
        Task<AwsCredential> patient = GetAsync("{}");

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).AccessKeyId.Should().Be("ASIA0001");
    }
}
