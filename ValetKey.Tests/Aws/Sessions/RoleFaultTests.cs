using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>What the token service's refusals mean, as the SDK tells of its answers.</summary>
public sealed class RoleFaultTests
{
    private const string TooOften =
        "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>hunter2</Message></Error></ErrorResponse>";
    private const string Denied =
        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>hunter2</Message></Error></ErrorResponse>";

    [TestCase(429, "")]
    [TestCase(429, TooOften)]
    [TestCase(400, TooOften)]
    public async Task Being_asked_too_often_is_an_exhausted_quota_that_says_when_to_come_again(int status, string body)
    {
        ValetKeyException fault = await FaultOf(status, body, "7");

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be((ValetKeyErrorReason.QuotaExhausted, true, TimeSpan.FromSeconds(7)));
        fault.Message.Should().Contain("as many sessions of the role").And.NotContain("hunter2");
    }

    [TestCase(403, Denied, false)]
    [TestCase(400, Denied, false)]
    [TestCase(503, "", true)]
    public async Task Other_answers_are_told_and_whether_they_may_pass(int status, string body, bool passes)
    {
        ValetKeyException fault = await FaultOf(status, body, retryAfter: null);

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, passes, null));
        fault.Message.Should().StartWith("'media' could not assume the role").And.NotContain("hunter2");
    }

    private static async Task<ValetKeyException> FaultOf(int status, string body, string? retryAfter)
    {
        DateTimeOffset now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
        using StorageClock clock = new("media", new FakeTimeProvider(now));
        using DatedServer sts = new(now, status, body: body, retryAfter: retryAfter);
        AmazonS3Options options = new() { Region = "eu-west-1", StsServiceUrl = sts.Url, RoleArn = "arn:aws:iam::123456789012:role/x" };
        using AmazonSecurityTokenServiceClient client = StsClient.Create(options, new BasicAWSCredentials("AKIDEXAMPLE", "secret"), clock);
        AssumeRoleRequest request = new() { RoleArn = options.RoleArn, RoleSessionName = "valet" };

        AmazonServiceException cause =
            (await FluentActions.Awaiting(() => client.AssumeRoleAsync(request)).Should().ThrowAsync<AmazonServiceException>()).Which;
        return RoleFaults.Of(cause, options, "media");
    }
}
