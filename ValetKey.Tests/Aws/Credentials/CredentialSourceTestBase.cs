using Amazon.Runtime;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>Tests of the source under a clock that stands still.</summary>
internal abstract class CredentialSourceTestBase
{
    protected static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    protected FakeTimeProvider Time { get; private set; } = null!;

    protected FakeLogger Log { get; private set; } = null!;

    [SetUp]
    public void StartAnew() => (Time, Log) = (new FakeTimeProvider(Start), new FakeLogger());

    protected static TestCredentials Hourly() => new(number => (TestCredentials.Numbered(number), Start.AddHours(number)));

    protected static LeaseNeed Need(DateTimeOffset now, TimeSpan needed = default) => new() { Now = now, MinimumEnd = now + needed };

    protected SdkCredentialSource Source(AWSCredentials credentials) => new(() => credentials, "media", Time, Log);

    protected ValueTask<AwsCredential> Get(SdkCredentialSource source, TimeSpan needed = default) =>
        source.GetAsync(Need(Time.GetUtcNow(), needed), CancellationToken.None);

    protected Task<AwsCredential> GetAsync(SdkCredentialSource source, TimeSpan needed = default) => Get(source, needed).AsTask();

    protected AwsCredential AtOnce(SdkCredentialSource source)
    {
        ValueTask<AwsCredential> credential = Get(source);
        return credential.IsCompletedSuccessfully ? credential.Result : throw new AssertionException("The held ones were not at hand.");
    }

    protected async Task<ValetKeyException> FaultOf(SdkCredentialSource source, TimeSpan needed = default) =>
        (await FluentActions.Awaiting(() => GetAsync(source, needed)).Should().ThrowAsync<ValetKeyException>()).Which;
}
