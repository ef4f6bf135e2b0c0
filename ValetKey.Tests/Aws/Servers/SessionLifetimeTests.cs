using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>Keys that stand on a session end when they say, and say why.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionLifetimeTests : S3ServerTests
{
    [Test]
    public async Task Credentials_shorter_than_a_session_end_by_their_policy()
    {
        // Where the machine is so slow that they have ended before they were used, they live longer.
        for (int seconds = 3; ; seconds *= 2)
        {
            TemporaryCredentials key = await IssueAsync(TimeSpan.FromSeconds(seconds));
            using IAmazonS3 s3 = ClientOf(key);

            HttpStatusCode before = await ReadAsync(s3);
            bool wasInTime = TimeProvider.System.GetUtcNow() < key.ExpiresAt;
            await WaitUntilAsync(key.ExpiresAt.AddMilliseconds(200));
            HttpStatusCode after = await ReadAsync(s3);

            after.Should().Be(HttpStatusCode.Forbidden);
            key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
            if (wasInTime)
            {
                before.Should().Be(HttpStatusCode.OK);
                return;
            }
        }
    }

    [Test]
    public async Task Restricted_url_ends_before_its_session()
    {
        SignedUrl key = await RoleIssuer.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read)
        {
            Lifetime = TimeSpan.FromSeconds(1),
            Constraints = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("127.0.0.0/8")) },
        });

        await WaitUntilAsync(key.ExpiresAt.AddSeconds(1));

        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase(1)]
    [TestCase(14)]
    [TestCase(15)]
    public async Task Short_credentials_live_exactly_as_long_as_asked(int minutes)
    {
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();

        TemporaryCredentials key = await IssueAsync(TimeSpan.FromMinutes(minutes));

        key.ExpiresAt.Should().BeAfter(begun.AddMinutes(minutes).AddSeconds(-1))
            .And.BeOnOrBefore(TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
    }

    [TestCase(16)]
    [TestCase(60)]
    public async Task Long_credentials_end_with_their_session(int minutes)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        TemporaryCredentials key = await IssueAsync(TimeSpan.FromMinutes(minutes));

        key.ExpiresAt.Should().BeBefore(now.AddMinutes(minutes)).And.BeAfter(now.AddMinutes(minutes).AddSeconds(-15));
        key.ExpiryLimit.Should().Be(ExpiryLimit.Credential);
    }

    [TestCase(20, 20)]
    [TestCase(20, 10)]
    [TestCase(5, 5)]
    public async Task Least_lifetime_is_kept(int minutes, int least)
    {
        KeyRequest request = new(Object(Neighbour), Permissions.Read)
        {
            Lifetime = TimeSpan.FromMinutes(minutes),
            MinimumLifetime = TimeSpan.FromMinutes(least),
        };

        DateTimeOffset begun = TimeProvider.System.GetUtcNow();

        TemporaryCredentials key = await RoleIssuer.IssueCredentialsAsync(request);

        key.ExpiresAt.Should().BeAfter(begun.AddMinutes(least).AddSeconds(-1));
        key.ExpiryLimit.Should().Be(minutes == least ? ExpiryLimit.Requested : ExpiryLimit.Credential);
    }

    [Test]
    public async Task Held_session_that_ends_too_soon_is_not_handed_out()
    {
        KeyRequest request = new(Object(Mine), Permissions.Read | Permissions.Write) { Lifetime = TimeSpan.FromMinutes(20) };
        TemporaryCredentials shorter = await RoleIssuer.IssueCredentialsAsync(request);

        TemporaryCredentials longer = await RoleIssuer.IssueCredentialsAsync(
            request with { Lifetime = TimeSpan.FromMinutes(30), MinimumLifetime = TimeSpan.FromMinutes(25) });

        longer.AccessKeyId.Should().NotBe(shorter.AccessKeyId);
        longer.ExpiresAt.Should().BeAfter(shorter.ExpiresAt.AddMinutes(5));
    }

    [Test]
    public async Task Credentials_with_a_start_wait_for_it()
    {
        TemporaryCredentials key = await RoleIssuer.IssueCredentialsAsync(new KeyRequest(Object(Mine), Permissions.Read)
        {
            Constraints = new() { NotBefore = TimeProvider.System.GetUtcNow().AddSeconds(2) },
        });
        using IAmazonS3 s3 = ClientOf(key);

        HttpStatusCode before = await ReadAsync(s3);
        bool wasEarly = TimeProvider.System.GetUtcNow() < key.NotBefore;
        await WaitUntilAsync(key.NotBefore.AddMilliseconds(200));
        HttpStatusCode after = await ReadAsync(s3);

        before.Should().Be(wasEarly ? HttpStatusCode.Forbidden : before);
        after.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("127.0.0.0/8", HttpStatusCode.OK)]
    [TestCase("203.0.113.0/24", HttpStatusCode.Forbidden)]
    public async Task Credentials_are_held_to_the_network(string network, HttpStatusCode expected)
    {
        using IAmazonS3 s3 = ClientOf(await RoleIssuer.IssueCredentialsAsync(new KeyRequest(Object(Mine), Permissions.Read)
        {
            Constraints = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse(network)) },
        }));

        (await ReadAsync(s3)).Should().Be(expected);
    }

    [Test]
    public async Task Credentials_for_https_only_are_refused_over_http()
    {
        TemporaryCredentials key = await RoleIssuer.IssueCredentialsAsync(
            new KeyRequest(Object(Mine), Permissions.Read) { Constraints = new() { HttpsOnly = true } });
        using IAmazonS3 http = ClientOf(key);
        using IAmazonS3 https = ClientOf(key, Gateway.TlsEndpoint);

        (await ReadAsync(http)).Should().Be(HttpStatusCode.Forbidden);
        (await ReadAsync(https)).Should().Be(HttpStatusCode.OK);
    }

    private async Task<TemporaryCredentials> IssueAsync(TimeSpan lifetime) =>
        await RoleIssuer.IssueCredentialsAsync(new KeyRequest(Object(Mine), Permissions.Read) { Lifetime = lifetime });

    private IAmazonS3 ClientOf(TemporaryCredentials key, Uri? endpoint = null) =>
        Gateway.CreateS3(new SessionAWSCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken), endpoint);

    private async Task<HttpStatusCode> ReadAsync(IAmazonS3 s3)
    {
        try
        {
            using GetObjectResponse response = await s3.GetObjectAsync(Bucket, Mine);
            return response.HttpStatusCode;
        }
        catch (AmazonS3Exception fault)
        {
            return fault.StatusCode;
        }
    }
}
