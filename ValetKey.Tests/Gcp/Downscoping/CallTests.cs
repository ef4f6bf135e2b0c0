using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ValetKey.Tests.Gcp.Downscoping.Support;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>What the services are asked, field by field, as Google documents it, and what comes of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CallTests
{
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    private TestDownscoper _downscoper = null!;

    [SetUp]
    public async Task SetUp() => _downscoper = await TestDownscoper.StartAsync();

    [TearDown]
    public async Task TearDown() => await _downscoper.DisposeAsync();

    [Test]
    public async Task A_token_of_the_service_account_is_asked_for_with_the_keys_life()
    {
        await _downscoper.IssueAsync(lifetime: TimeSpan.FromMinutes(15));

        TokenRequest request = _downscoper.Google.Generated.Should().ContainSingle().Which;
        request.Path.Should().Be(FakeTokenServices.GeneratePath);
        request.Authorization.Should().Be($"Bearer {OwnCredential.Token}");
        request.QuotaProject.Should().BeNull();
        request.ContentType.Should().Be("application/json; charset=utf-8");
        request.Body.Should().Be("""{"scope":["https://www.googleapis.com/auth/cloud-platform"],"lifetime":"890s"}""");
    }

    [Test]
    public async Task A_quota_project_goes_along()
    {
        _downscoper.Own.QuotaProject = "billing";

        await _downscoper.IssueAsync();

        _downscoper.Google.Generated.Single().QuotaProject.Should().Be("billing");
    }

    [Test]
    public async Task That_token_is_exchanged_for_one_within_the_boundary()
    {
        await _downscoper.IssueAsync();

        TokenRequest request = _downscoper.Google.Exchanged.Should().ContainSingle().Which;
        request.Authorization.Should().BeNull();
        request.ContentType.Should().Be("application/x-www-form-urlencoded");
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(request.Body);
        form.Keys.Should().BeEquivalentTo("grant_type", "subject_token_type", "requested_token_type", "subject_token", "options");
        form["grant_type"].Should().Equal("urn:ietf:params:oauth:grant-type:token-exchange");
        form["subject_token_type"].Should().Equal(AccessTokenType);
        form["requested_token_type"].Should().Equal(AccessTokenType);
        form["subject_token"].Should().Equal(FakeTokenServices.SourceToken(1));
        using JsonDocument options = JsonDocument.Parse(form["options"].Single()!);
        options.RootElement.ToString().Should().Be(
            "{\"accessBoundary\":{\"accessBoundaryRules\":[{\"availablePermissions\":[\"inRole:roles/storage.legacyObjectReader\"],"
            + "\"availableResource\":\"//storage.googleapis.com/projects/_/buckets/pictures\",\"availabilityCondition\":{\"expression\":"
            + "\"resource.name.startsWith(\\u0027projects/_/buckets/pictures/objects/42/\\u0027)\"}}]}}");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_key_is_the_downscoped_token_and_says_when_it_really_ends(bool tellsExpiresIn)
    {
        _downscoper.Google.TellsExpiresIn = tellsExpiresIn;

        BearerToken key = await _downscoper.IssueAsync(lifetime: TimeSpan.FromMinutes(15));

        key.Token.Should().Be(FakeTokenServices.DownscopedToken(1));
        key.BaseUrl.Should().Be(TestDownscoper.BaseUrl);
        key.ExpiresAt.Should().Be(TestDownscoper.Start.AddSeconds(890));
        key.ExpiryLimit.Should().Be(ExpiryLimit.Credential);
        key.Enforced.Should().Be(ConstraintKinds.None);
        HttpRequestMessage use = key.CreateRequest(HttpMethod.Get, $"{TestDownscoper.BaseUrl}/pictures/42/a.png");
        use.Headers.Authorization!.ToString().Should().Be($"Bearer {FakeTokenServices.DownscopedToken(1)}");
    }

    [Test]
    public async Task A_short_key_has_a_token_of_half_its_life()
    {
        BearerToken key = await _downscoper.IssueAsync(lifetime: TimeSpan.FromSeconds(12));

        key.ExpiresAt.Should().Be(TestDownscoper.Start.AddSeconds(6));
    }

    [Test]
    public async Task A_token_is_not_shorter_than_the_caller_can_use()
    {
        KeyRequest request = new(KeyScope.ForPrefix("pictures", "42/"), Permissions.Read)
        {
            Lifetime = TimeSpan.FromMinutes(5),
            MinimumLifetime = TimeSpan.FromMinutes(5),
        };

        IssuedKey key = await _downscoper.Issuer.IssueAsync(request);

        key.ExpiresAt.Should().Be(TestDownscoper.Start.AddMinutes(5));
        key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
    }

    [Test]
    public async Task A_token_that_would_outlive_the_key_is_asked_for_again_shorter()
    {
        _downscoper.Google.Now = () => TestDownscoper.Start.AddMinutes(2); // This machine is late.

        BearerToken key = await _downscoper.IssueAsync(lifetime: TimeSpan.FromMinutes(15));

        _downscoper.Google.Generated.Should().HaveCount(2);
        key.ExpiresAt.Should().BeOnOrBefore(TestDownscoper.Start.AddMinutes(15)).And.BeAfter(TestDownscoper.Start.AddMinutes(14));
        _downscoper.Clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_token_that_still_would_is_not_handed_out()
    {
        _downscoper.Google.Instead = (":generateAccessToken", 200, """{"accessToken":"ya29.SECRETSECRET","expireTime":"2026-05-04T04:02:01Z"}""");

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, true));
        fault.Message.Should().Contain("2026-05-04 04:02:01Z").And.Contain("2026-05-04 03:17:01Z");
        _downscoper.Google.Exchanged.Should().BeEmpty();
    }

    [Test]
    public async Task An_exchange_that_tells_of_a_longer_life_is_not_believed()
    {
        _downscoper.Google.Instead = (FakeTokenServices.ExchangePath, 200,
            """{"access_token":"ya29.SECRETSECRET","token_type":"Bearer","expires_in":3599}""");

        ValetKeyException fault = await _downscoper.FaultOfAsync();

        fault.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
    }

    [Test]
    public async Task The_services_date_sets_the_clock()
    {
        _downscoper.Google.Now = () => TestDownscoper.Start.AddMinutes(-3);

        await _downscoper.IssueAsync();

        _downscoper.Clock.IsMeasured.Should().BeTrue();
        _downscoper.Clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(-3), TimeSpan.FromSeconds(2));
    }
}
