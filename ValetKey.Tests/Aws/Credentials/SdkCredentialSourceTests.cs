using Amazon.Runtime;
using ValetKey.Aws.Credentials;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>Credentials are waited for once and then at hand, renewed ahead of their end, and outlive a failed renewal.</summary>
internal sealed class SdkCredentialSourceTests : CredentialSourceTestBase
{
    [Test]
    public async Task First_credentials_are_waited_for()
    {
        TaskCompletionSource gate = new();
        TestCredentials credentials = Hourly();
        credentials.Gate = gate.Task;

        Task<AwsCredential> first = GetAsync(Source(credentials));

        first.IsCompleted.Should().BeFalse();
        gate.SetResult();
        (await first).AccessKeyId.Should().Be("ASIA0001");
    }

    [Test]
    public async Task Many_that_wait_make_one_reading()
    {
        TaskCompletionSource gate = new();
        TestCredentials credentials = Hourly();
        credentials.Gate = gate.Task;
        SdkCredentialSource source = Source(credentials);

        Task<AwsCredential>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => GetAsync(source))];
        gate.SetResult();

        (await Task.WhenAll(waiting)).Distinct().Should().ContainSingle();
        credentials.Reads.Should().Be(1);
    }

    [Test]
    public async Task Held_ones_are_at_hand()
    {
        TestCredentials credentials = Hourly();
        SdkCredentialSource source = Source(credentials);
        AwsCredential first = await GetAsync(source);

        Time.Advance(TimeSpan.FromMinutes(54));
        ValueTask<AwsCredential> second = Get(source);

        second.IsCompletedSuccessfully.Should().BeTrue();
        (await second).Should().BeSameAs(first);
        credentials.Reads.Should().Be(1);
    }

    [Test]
    public async Task Held_ones_serve_while_they_are_renewed_ahead_of_their_end()
    {
        TestCredentials credentials = Hourly();
        SdkCredentialSource source = Source(credentials);
        await GetAsync(source);
        TaskCompletionSource gate = new();
        credentials.Gate = gate.Task;

        Time.Advance(TimeSpan.FromMinutes(56));
        AwsCredential[] meanwhile = [.. Enumerable.Range(0, 20).Select(_ => AtOnce(source))];
        await Eventually.TrueAsync(() => credentials.Reads == 2);
        gate.SetResult();

        meanwhile.Should().OnlyContain(credential => credential.AccessKeyId == "ASIA0001");
        await Eventually.TrueAsync(() => AtOnce(source).AccessKeyId == "ASIA0002");
        credentials.Reads.Should().Be(2);
    }

    [Test]
    public async Task A_failed_renewal_ends_nothing_while_the_held_ones_live_and_is_tried_again()
    {
        bool isDown = false;
        TestCredentials credentials =
            new(number => isDown ? throw new AmazonClientException("down") : (TestCredentials.Numbered(number), Start.AddHours(number)));
        SdkCredentialSource source = Source(credentials);
        await GetAsync(source);
        isDown = true;

        Time.Advance(TimeSpan.FromMinutes(56));
        AtOnce(source).AccessKeyId.Should().Be("ASIA0001");
        await Eventually.TrueAsync(() => Log.LatestRecord.Id.Id == 51);
        AtOnce(source).AccessKeyId.Should().Be("ASIA0001");
        credentials.Reads.Should().Be(2, "there is a pause after a failure");
        Log.LatestRecord.Message.Should()
            .StartWith("media: AWS credentials could not be renewed (AmazonClientException); what is held serves until 2026-05-04 04:02:01Z");
        isDown = false;
        Time.Advance(TimeSpan.FromSeconds(10));
        AtOnce(source).AccessKeyId.Should().Be("ASIA0001");

        await Eventually.TrueAsync(() => AtOnce(source).AccessKeyId == "ASIA0003");
    }

    [Test]
    public async Task A_need_beyond_their_end_makes_a_renewal()
    {
        SdkCredentialSource source = Source(TestCredentials.Ending(Start.AddMinutes(20), Start.AddMinutes(60)));
        await GetAsync(source);

        AwsCredential later = await GetAsync(source, needed: TimeSpan.FromMinutes(30));

        later.ExpiresAt.Should().Be(Start.AddMinutes(60));
    }

    [Test]
    public async Task Credentials_without_an_end_are_read_anew_each_minute()
    {
        TestCredentials credentials = new(number => (TestCredentials.Numbered(number < 3 ? 1 : 2), null));
        SdkCredentialSource source = Source(credentials);
        AwsCredential first = await GetAsync(source);

        Time.Advance(TimeSpan.FromMinutes(1));
        AtOnce(source);
        await Eventually.TrueAsync(() => credentials.Reads == 2);
        AtOnce(source).Should().BeSameAs(first, "what is the same stays the same, with the keys derived from it");
        await Eventually.TrueAsync(() =>
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            return AtOnce(source).AccessKeyId == "ASIA0002";
        });
    }

    [Test]
    public async Task Static_keys_stay_the_same_object_though_the_sdk_writes_no_token_as_an_empty_one()
    {
        TestCredentials credentials = new(_ => (new ImmutableCredentials("AKIA1", "secret", null), null));
        SdkCredentialSource source = Source(credentials);
        AwsCredential first = await GetAsync(source);

        await Eventually.TrueAsync(() =>
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            AtOnce(source);
            return credentials.Reads > 4;
        });

        AtOnce(source).Should().BeSameAs(first, "the day's key is derived from it, and would be anew each minute");
    }
}
