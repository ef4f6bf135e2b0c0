using Amazon.Runtime;
using ValetKey.Aws.Credentials;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>Where none can be had that serve, the caller is told so, and nobody else suffers.</summary>
internal sealed class CredentialFaultTests : CredentialSourceTestBase
{
    [Test]
    public async Task Once_the_held_ones_have_ended_a_failed_renewal_is_told()
    {
        TestCredentials credentials =
            new(number => number > 1 ? throw new AmazonClientException("down") : (TestCredentials.Numbered(1), Start.AddHours(1)));
        SdkCredentialSource source = Source(credentials);
        await GetAsync(source);

        Time.Advance(TimeSpan.FromMinutes(61));
        ValetKeyException fault = await FaultOf(source);

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().Be("'media' has no AWS credentials to sign with. Set Credentials, or give the application a profile or a role.");
    }

    [Test]
    public async Task A_chain_that_found_nothing_is_asked_again()
    {
        int asked = 0;
        TestCredentials credentials = Hourly();
        SdkCredentialSource source = new(() => ++asked == 1 ? throw new AmazonClientException("no profile") : credentials, "media", Time, Log);

        TimeSpan retryAfter = (await FaultOf(source)).RetryAfter!.Value;
        await FaultOf(source);
        asked.Should().Be(1, "there is a pause after a failure");
        Time.Advance(retryAfter);

        (await GetAsync(source)).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task A_need_that_renewal_does_not_meet_is_refused()
    {
        SdkCredentialSource source = Source(TestCredentials.Ending(Start.AddMinutes(20)));

        ValetKeyException fault = await FaultOf(source, needed: TimeSpan.FromMinutes(30));

        fault.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        fault.Message.Should().Be("The AWS credentials end at 2026-05-04 03:22:01Z; the request needs a key until 2026-05-04 03:32:01Z at least.");
    }

    [Test]
    public async Task Who_gives_up_does_not_end_the_reading_for_the_others()
    {
        TaskCompletionSource gate = new();
        TestCredentials credentials = Hourly();
        credentials.Gate = gate.Task;
        SdkCredentialSource source = Source(credentials);
        using CancellationTokenSource impatient = new();
        Task<AwsCredential> patient = GetAsync(source);
        Task<AwsCredential> gone = source.GetAsync(Need(Start), impatient.Token).AsTask();

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task A_reading_that_hangs_ends_after_half_a_minute_and_is_made_again()
    {
        TestCredentials credentials = Hourly();
        credentials.Gate = new TaskCompletionSource().Task;
        SdkCredentialSource source = Source(credentials);
        Task<AwsCredential> waiting = GetAsync(source);
        await Eventually.TrueAsync(() => credentials.Reads == 1);

        Time.Advance(TimeSpan.FromSeconds(30));

        (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>()).Which.InnerException
            .Should().BeOfType<TimeoutException>();
        credentials.Gate = Task.CompletedTask;
        Time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync(source)).AccessKeyId.Should().Be("ASIA0002");
    }

    [Test]
    public async Task ATimeout_of_the_sdk_is_a_want_of_credentials_not_the_callers_giving_up()
    {
        SdkCredentialSource source = Source(new TestCredentials(_ => throw new TaskCanceledException("timeout")));

        (await FaultOf(source)).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [TestCase("AKIA1", " hunter2", "secret access key")]
    [TestCase("AKIA 1", "secret", "access key id")]
    [TestCase("AKIA1", "hunter2\n", "secret access key")]
    [TestCase("AKIA1", "hünter2", "secret access key")]
    public async Task Mangled_credentials_are_told_without_repeating_them(string id, string secret, string part)
    {
        SdkCredentialSource source = Source(new TestCredentials(_ => (new ImmutableCredentials(id, secret, null), null)));

        ValetKeyException fault = await FaultOf(source);

        fault.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        fault.ToString().Should().Contain($"'media' has AWS credentials whose {part} holds a space").And.NotContain("nter2").And.NotContain("AKIA");
    }
}
