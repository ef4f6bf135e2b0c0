using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace ValetKey.Tests.Servers;

/// <summary>The gateway lets a role be taken on, and holds the session to the policy that came with it.</summary>
/// <remarks>
/// The token itself is encrypted but not authenticated: whoever has the session's secret may alter some of it and sign anew.
/// No test can expect the gateway to notice that; whoever has only a URL cannot do it.
/// </remarks>
[NonParallelizable]
internal sealed class CephGatewaySessionTests : GatewayTestBase
{
    [Test]
    public async Task Session_without_a_policy_may_what_the_role_may()
    {
        AWSCredentials session = await AssumeRoleAsync(policy: null);

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(Sign(Neighbour, session))).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Session_for_one_object_opens_it_and_not_its_neighbour()
    {
        AWSCredentials session = await AssumeRoleAsync(Policy());

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(Sign(Neighbour, session))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Session_for_reading_does_not_write()
    {
        AWSCredentials session = await AssumeRoleAsync(Policy());
        using IAmazonS3 s3 = Gateway.CreateS3(session);

        Func<Task> write = () => s3.PutObjectAsync(new() { BucketName = Bucket, Key = Mine, ContentBody = "overwritten" });

        (await write.Should().ThrowAsync<AmazonS3Exception>()).Which.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("127.0.0.1/32", HttpStatusCode.OK)]
    [TestCase("127.0.0.0/8", HttpStatusCode.OK)]
    [TestCase("127.0.0.2/32", HttpStatusCode.Forbidden)]
    [TestCase("10.0.0.0/8", HttpStatusCode.Forbidden)]
    public async Task Client_network_is_enforced(string network, HttpStatusCode expected)
    {
        AWSCredentials session = await AssumeRoleAsync(Policy($$$"""{"IpAddress":{"aws:SourceIp":"{{{network}}}"}}"""));

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(expected);
    }

    [Test]
    public async Task Secure_transport_is_enforced()
    {
        AWSCredentials session = await AssumeRoleAsync(Policy("""{"Bool":{"aws:SecureTransport":"true"}}"""));

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync(Sign(Mine, session, Gateway.TlsEndpoint))).Should().Be(HttpStatusCode.OK);
    }

    [TestCase("DateGreaterThanEquals", -60, HttpStatusCode.OK)]
    [TestCase("DateGreaterThanEquals", 60, HttpStatusCode.Forbidden)]
    [TestCase("DateLessThan", 60, HttpStatusCode.OK)]
    [TestCase("DateLessThan", -60, HttpStatusCode.Forbidden)]
    public async Task Time_is_enforced(string comparison, int seconds, HttpStatusCode expected)
    {
        string time = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        AWSCredentials session = await AssumeRoleAsync(Policy($$$"""{"{{{comparison}}}":{"aws:CurrentTime":"{{{time}}}"}}"""));

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(expected);
    }

    [Test]
    public async Task Every_condition_must_hold()
    {
        AWSCredentials session = await AssumeRoleAsync(Policy(
            """{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"},"Bool":{"aws:SecureTransport":"true"}}"""));

        (await StatusOfAsync(Sign(Mine, session))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync(Sign(Mine, session, Gateway.TlsEndpoint))).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Session_ends_when_it_said()
    {
        AWSCredentials session = await AssumeRoleAsync(Policy(), seconds: 1);
        string url = Sign(Mine, session);

        await Task.Delay(TimeSpan.FromSeconds(2.5)); // The gateway's clock cannot be moved.

        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Url_with_an_altered_session_token_is_refused()
    {
        string url = Sign(Mine, await AssumeRoleAsync(Policy()));
        int middle = url.IndexOf("X-Amz-Security-Token=", StringComparison.Ordinal) + 100;

        string altered = url[..middle] + "AAAAAAAA" + url[(middle + 8)..];

        (await StatusOfAsync(altered)).Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Session_with_the_token_of_another_is_refused()
    {
        ImmutableCredentials session = await (await AssumeRoleAsync(Policy())).GetCredentialsAsync();
        ImmutableCredentials other = await (await AssumeRoleAsync(policy: null)).GetCredentialsAsync();

        string url = Sign(Mine, new SessionAWSCredentials(session.AccessKey, session.SecretKey, other.Token));

        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Stranger_may_not_take_on_the_role()
    {
        Func<Task> assume = () => AssumeRoleAsync(Policy(), credentials: Gateway.Stranger);

        await assume.Should().ThrowAsync<AmazonSecurityTokenServiceException>();
    }

    private string Policy(string? condition = null) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{Bucket}}/{{Mine}}"]"""
        + (condition is null ? "" : $""","Condition":{condition}""") + "}]}";

    // Policies stay far below the 1,600 characters from which on the gateway dies.
    private async Task<AWSCredentials> AssumeRoleAsync(string? policy, int seconds = 900, AWSCredentials? credentials = null)
    {
        using IAmazonSecurityTokenService sts = Gateway.CreateSts(credentials);
        AssumeRoleResponse response = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = CephGateway.RoleArn,
            RoleSessionName = "tests",
            DurationSeconds = seconds,
            Policy = policy,
        });
        return response.Credentials;
    }
}
