using Amazon.SecurityToken;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Credentials;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>Sessions under a clock that moves when the test says so.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class RoleSessionTestBase : IDisposable
{
    protected static readonly DateTimeOffset Start = TestStore.Start;
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected RoleSessionTestBase()
    {
        AmazonS3Options options = new()
        {
            Region = "eu-west-1",
            RoleArn = TestStore.RoleArn,
            RoleSessionName = "tests",
            ExternalId = "x-1",
            MaximumSessionPolicyLength = 100,
        };
        CreateClient = () => Sts;
        Sessions = new RoleSessions(options, () => CreateClient(), "media", Time, Log);
    }

    protected FakeTokenService Sts { get; } = new();

    protected FakeTimeProvider Time { get; } = new(Start);

    protected FakeLogger Log { get; } = new();

    protected RoleSessions Sessions { get; }

    protected Func<IAmazonSecurityTokenService> CreateClient { get; set; }

    public void Dispose()
    {
        Sessions.Dispose();
        Sts.Dispose();
    }

    protected Task<AwsCredential> GetAsync(
        string policy, TimeSpan? length = null, DateTimeOffset? earliest = null, DateTimeOffset? latest = null,
        CancellationToken cancellationToken = default) =>
        Sessions.GetAsync(
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
