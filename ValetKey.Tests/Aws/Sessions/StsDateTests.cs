using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>The token service's answers set the clock; those of a host that it redirects to do not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StsDateTests : IDisposable
{
    private const string Session =
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>
        <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>
        </AssumeRoleResponse>
        """;

    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StorageClock _clock = new("media", new FakeTimeProvider(Noon));

    public void Dispose() => _clock.Dispose();

    [Test]
    public async Task Date_of_the_token_service_is_taken_note_of()
    {
        using DatedServer sts = new(Noon.AddMinutes(3), 200, body: Session);

        await AssumeAsync(sts.Url);

        _clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(3));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task Date_of_a_host_that_it_redirects_to_is_not(int status)
    {
        using DatedServer other = new(Noon.AddMinutes(-12), 200, body: Session);
        using DatedServer sts = new(Noon, status, other.Url);

        await ((Task)AssumeAsync(sts.Url)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        sts.Requests.Should().NotBeEmpty();
        _clock.Offset.Should().Be(TimeSpan.Zero);
    }

    private async Task<AssumeRoleResponse> AssumeAsync(Uri url)
    {
        AmazonS3Options options = new() { Region = "eu-west-1", StsServiceUrl = url };
        using AmazonSecurityTokenServiceClient client = StsClient.Create(options, new BasicAWSCredentials("AKIDEXAMPLE", "secret"), _clock);
        return await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/x", RoleSessionName = "valet" });
    }
}
