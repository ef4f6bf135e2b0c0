using Amazon.Runtime;
using ValetKey.Aws.Credentials;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>The SDK's own sources keep credentials until shortly before their end; a request that needs more life has them get new ones.</summary>
internal sealed class ForcedRenewalTests : CredentialSourceTestBase
{
    [Test]
    public async Task A_minimum_lifetime_has_the_source_get_credentials_that_live_longer()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow(); // The SDK compares with its own clock.
        using KeptCredentials kept = new(now.AddMinutes(30), now.AddHours(2));
        SdkCredentialSource source = Source(kept);

        AwsCredential first = await source.GetAsync(Need(now, TimeSpan.FromMinutes(10)), CancellationToken.None);
        AwsCredential second = await source.GetAsync(Need(now, TimeSpan.FromHours(1)), CancellationToken.None);

        first.AccessKeyId.Should().Be("ASIA0001");
        second.AccessKeyId.Should().Be("ASIA0002");
        second.ExpiresAt.Should().BeCloseTo(now.AddHours(2), TimeSpan.FromMinutes(2), "the SDK keeps a little for itself");
    }

    [Test]
    public async Task More_life_than_there_is_is_refused_and_does_not_storm_the_source()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using KeptCredentials kept = new(now.AddMinutes(30));
        SdkCredentialSource source = Source(kept);

        for (int i = 0; i < 20; i++)
        {
            Func<Task> ask = async () => await source.GetAsync(Need(now.AddMilliseconds(i), TimeSpan.FromHours(10)), CancellationToken.None);
            (await ask.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        }

        kept.Generated.Should().Be(2, "once at first, and once because it was asked to");
    }

    private sealed class KeptCredentials(params DateTimeOffset[] ends) : RefreshingAWSCredentials
    {
        private int _generated;

        public int Generated => Volatile.Read(ref _generated);

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());

        protected override CredentialsRefreshState GenerateNewCredentials()
        {
            int number = Interlocked.Increment(ref _generated);
            return new CredentialsRefreshState(TestCredentials.Numbered(number), ends[Math.Min(number, ends.Length) - 1].UtcDateTime);
        }
    }
}
