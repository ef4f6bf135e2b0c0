using System.Net;
using Amazon.Runtime;
using ValetKey.Tests.Aws.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>When the token service is asked, how often, and what is said when it refuses.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionCallTests : S3ServerTests
{
    private static readonly KeyConstraints Here = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("127.0.0.0/8")) };

    [TestCase(5)]
    [TestCase(60)]
    public async Task Requests_at_the_same_time_make_one_call(int minutes)
    {
        (IValetKeyIssuer issuer, CountingSessions sessions) = CreateCounting();
        KeyRequest request = new(Object(Mine), Permissions.Read) { Constraints = Here, Lifetime = TimeSpan.FromMinutes(minutes) };

        SignedUrl[] keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => issuer.IssueUrlAsync(request).AsTask())));
        await WaitUntilAsync(keys.Max(key => key.IssuedAt).AddSeconds(1.1));
        SignedUrl later = await issuer.IssueUrlAsync(request);

        sessions.Calls.Should().Be(1);
        (await StatusOfAsync(keys[^1].Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(later.Url)).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Each_policy_has_a_session_of_its_own()
    {
        (IValetKeyIssuer issuer, CountingSessions sessions) = CreateCounting();

        await issuer.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read) { Constraints = Here });
        await issuer.IssueUrlAsync(new KeyRequest(Object(Neighbour), Permissions.Read) { Constraints = Here });
        await issuer.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Write) { Constraints = Here });
        await issuer.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read) { Constraints = Here });

        sessions.Calls.Should().Be(3);
    }

    [Test]
    public async Task Credentials_that_live_long_enough_are_handed_out_again()
    {
        (IValetKeyIssuer issuer, CountingSessions sessions) = CreateCounting();
        KeyRequest request = new(Object(Mine), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(40) };

        TemporaryCredentials first = await issuer.IssueCredentialsAsync(request);
        TemporaryCredentials second = await issuer.IssueCredentialsAsync(request);

        (sessions.Calls, second.AccessKeyId).Should().Be((1, first.AccessKeyId));
    }

    [Test]
    public async Task Plain_url_asks_for_no_session()
    {
        (IValetKeyIssuer issuer, CountingSessions sessions) = CreateCounting();

        await issuer.IssueUrlAsync(Object(Mine), Permissions.Read);

        sessions.Calls.Should().Be(0);
    }

    [Test]
    public async Task Policy_that_is_too_long_is_refused_before_the_call()
    {
        (IValetKeyIssuer issuer, CountingSessions sessions) = CreateCounting();
        KeyRequest request = new(Object(string.Concat(Enumerable.Repeat("🗝", 250))), Permissions.Read) { Constraints = Here };

        ValetKeyException fault = await FaultOfAsync(issuer, request);

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Contain("1500").And.Contain("shorter");
        sessions.Calls.Should().Be(0);
    }

    [Test]
    public async Task Name_that_the_service_cannot_read_in_a_policy_is_refused()
    {
        ValetKeyException fault = await FaultOfAsync(RoleIssuer, new KeyRequest(Object("${aws:userid}"), Permissions.Read) { Constraints = Here });

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.Unsupported, false));
    }

    [TestCase("stranger")]
    [TestCase("other role")]
    [TestCase("wrong secret")]
    public async Task Role_that_cannot_be_assumed_is_told_without_a_secret(string trouble)
    {
        ImmutableCredentials owner = await Gateway.Owner.GetCredentialsAsync();
        IValetKeyIssuer issuer = Keep(GatewayIssuer.WithRole(Gateway, options =>
        {
            options.Credentials = trouble switch
            {
                "stranger" => Gateway.Stranger,
                "wrong secret" => new BasicAWSCredentials(owner.AccessKey, "wrong-secret-of-somebody"),
                _ => Gateway.Owner,
            };
            options.RoleArn = trouble == "other role" ? "arn:aws:iam:::role/nobodys" : CephGateway.RoleArn;
        }));

        ValetKeyException fault = await FaultOfAsync(issuer, new KeyRequest(Object(Mine), Permissions.Read) { Constraints = Here });

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, false));
        ImmutableCredentials used = await (trouble == "stranger" ? Gateway.Stranger : Gateway.Owner).GetCredentialsAsync();
        fault.ToString().Should().NotContain(used.SecretKey).And.NotContain("wrong-secret-of-somebody");
    }

    [Test]
    public async Task Token_service_out_of_reach_is_worth_another_try()
    {
        Uri nobody = new($"http://127.0.0.1:{Loopback.FindPorts(1)[0]}");
        IValetKeyIssuer issuer = Keep(GatewayIssuer.WithRole(Gateway, options => options.StsServiceUrl = nobody));

        ValetKeyException fault = await FaultOfAsync(issuer, new KeyRequest(Object(Mine), Permissions.Read) { Constraints = Here });

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
    }

    [Test]
    public async Task Without_a_role_the_refusal_names_the_setting()
    {
        ValetKeyException fault = await FaultOfAsync(Issuer, new KeyRequest(Object(Mine), Permissions.Read) { Constraints = Here });

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Contain("RoleArn");
    }

    [Test]
    public async Task Peek_at_a_queue_is_refused_with_the_reason()
    {
        ValetKeyException fault = await FaultOfAsync(RoleIssuer, new KeyRequest(KeyScope.ForQueue("orders"), Permissions.Peek));

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Contain("Peek");
    }

    [Test]
    public async Task Create_as_credentials_is_refused_since_no_policy_holds_it()
    {
        ValetKeyException fault = await FaultOfAsync(
            RoleIssuer, new KeyRequest(Object(Mine), Permissions.Create) { Form = KeyForm.TemporaryCredentials });

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    private static async Task<ValetKeyException> FaultOfAsync(IValetKeyIssuer issuer, KeyRequest request)
    {
        Func<Task> issue = () => issuer.IssueAsync(request).AsTask();
        return (await issue.Should().ThrowAsync<ValetKeyException>()).Which;
    }

    private (IValetKeyIssuer Issuer, CountingSessions Sessions) CreateCounting()
    {
        CountingSessions sessions = new(Gateway);
        return (Keep(GatewayIssuer.WithRole(Gateway, prepare: sessions.Register)), sessions);
    }
}
