using System.Net;
using Google.Apis.Auth.OAuth2.Responses;
using ValetKey.Gcp.Downscoping;
using ValetKey.Tests.Gcp.Downscoping.Support;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>What goes wrong is told with its cause, whether it may pass, and never with a token.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FaultTests
{
    private const string Secret = "SECRETSECRET";

    private TestDownscoper _downscoper = null!;

    [SetUp]
    public async Task SetUp() => _downscoper = await TestDownscoper.StartAsync();

    [TearDown]
    public async Task TearDown() => await _downscoper.DisposeAsync();

    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(403, false)]
    [TestCase(404, false)]
    [TestCase(408, true)]
    [TestCase(500, true)]
    [TestCase(503, true)]
    public async Task An_answer_that_is_none_tells_whether_it_may_pass(int status, bool passes)
    {
        foreach (string path in new[] { ":generateAccessToken", FakeTokenServices.ExchangePath })
        {
            _downscoper.Google.Instead = (path, status, $"{{\"error\":\"invalid_grant\",\"error_description\":\"{Secret}\"}}");

            ValetKeyException fault = await _downscoper.FaultOfAsync();

            (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, passes));
            fault.Message.Should().StartWith("'media' could not ").And.Contain(TestDownscoper.ServiceAccount)
                .And.Contain($"{status} (invalid_grant)");
            fault.ToString().Should().NotContain(Secret);
        }
    }

    [TestCase(":generateAccessToken")]
    [TestCase(FakeTokenServices.ExchangePath)]
    public async Task Being_asked_too_often_is_an_exhausted_quota_that_says_when_to_come_again(string path)
    {
        _downscoper.Google.Instead = (path, 429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}""");
        _downscoper.Google.RetryAfter = "7";

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be((ValetKeyErrorReason.QuotaExhausted, true, TimeSpan.FromSeconds(7)));
        fault.Message.Should().Contain("429 (RESOURCE_EXHAUSTED)");
    }

    [Test]
    public async Task A_refused_token_of_the_service_account_names_the_role_that_is_missing()
    {
        _downscoper.Google.Instead = (":generateAccessToken", 403,
            """{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}""");

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Message.Should().Contain("403 (PERMISSION_DENIED)").And.Contain("Service Account Token Creator");
    }

    [TestCase("")]
    [TestCase("<html>")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"error\":{\"status\":7}}")]
    [TestCase("{\"error\":\"SECRETSECRET ya29\"}")]
    [TestCase("{\"error\":null}")]
    public async Task A_code_that_is_none_stays_out_of_the_message(string body)
    {
        _downscoper.Google.Instead = (FakeTokenServices.ExchangePath, 400, body);

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Message.Should()
            .Be($"'media' could not have a token of the service account {TestDownscoper.ServiceAccount} downscoped: the service answered 400.");
    }

    [TestCase(":generateAccessToken", "")]
    [TestCase(":generateAccessToken", "[]")]
    [TestCase(":generateAccessToken", "{\"accessToken\":\"ya29.SECRETSECRET\"}")]
    [TestCase(":generateAccessToken", "{\"accessToken\":\"ya29.SECRETSECRET\",\"expireTime\":7}")]
    [TestCase(":generateAccessToken", "{\"accessToken\":\"ya29.SECRETSECRET\",\"expireTime\":\"soon\"}")]
    [TestCase(":generateAccessToken", "{\"accessToken\":\"\",\"expireTime\":\"2026-05-04T03:10:00Z\"}")]
    [TestCase(FakeTokenServices.ExchangePath, "{}")]
    [TestCase(FakeTokenServices.ExchangePath, "null")]
    [TestCase(FakeTokenServices.ExchangePath, "{\"access_token\":7}")]
    [TestCase(FakeTokenServices.ExchangePath, "{\"access_token\":\"ya29 SECRETSECRET\\n\"}")]
    [TestCase(FakeTokenServices.ExchangePath, "{\"access_token\":\"ya29.SECRETSECRET\",\"expires_in\":\"60\"}")]
    public async Task An_answer_without_a_token_or_its_end_is_a_failure(string path, string body)
    {
        _downscoper.Google.Instead = (path, 200, body);

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        fault.ToString().Should().NotContain(Secret);
    }

    [Test]
    public async Task A_token_that_comes_back_as_it_was_is_not_handed_out()
    {
        _downscoper.Google.Instead = (FakeTokenServices.ExchangePath, 200, $"{{\"access_token\":\"{FakeTokenServices.SourceToken(1)}\"}}");

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        fault.ToString().Should().NotContain(Secret);
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        _downscoper.Google.Instead = (FakeTokenServices.ExchangePath, 307, "/elsewhere");

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Message.Should().Contain("307");
        _downscoper.Google.Requests.Should().NotContain(request => request.Path == "/elsewhere");
    }

    [Test]
    public async Task A_service_that_is_not_there_may_come_back()
    {
        await _downscoper.Google.DisposeAsync();

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
    }

    [TestCase(HttpStatusCode.BadRequest, false)]
    [TestCase(HttpStatusCode.ServiceUnavailable, true)]
    public async Task A_credential_that_gives_no_token_tells_whether_it_may_pass(HttpStatusCode status, bool passes)
    {
        _downscoper.Own.Fault = new TokenResponseException(new TokenErrorResponse { Error = "invalid_grant" }, status);

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, passes));
        fault.InnerException.Should().BeSameAs(_downscoper.Own.Fault);
        _downscoper.Google.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task A_key_and_a_token_show_no_secret()
    {
        BearerToken key = await _downscoper.IssueAsync();

        key.ToString().Should().NotContain(Secret);
        new AccessToken(FakeTokenServices.SourceToken(1), TestDownscoper.Start).ToString()
            .Should().Be("access token until 2026-05-04 03:02:01Z [secret]");
    }

    [Test]
    public async Task Cancellation_is_honoured_before_a_call()
    {
        Func<Task> act = () => _downscoper.IssueAsync(cancellationToken: new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
        _downscoper.Google.Requests.Should().BeEmpty();
    }
}
