using System.Net;
using ValetKey.Gcp.Downscoping;
using ValetKey.Tests.Gcp.Downscoping.Support;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>What Google's roles and conditions cannot hold a token to is refused before anybody is asked.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DownscopingCapabilityTests
{
    private static readonly KeyScope Prefix = KeyScope.ForPrefix("pictures", "42/");

    private TestDownscoper _downscoper = null!;

    [SetUp]
    public async Task SetUp() => _downscoper = await TestDownscoper.StartAsync(options => options.MaximumLifetime = TimeSpan.FromHours(3));

    [TearDown]
    public async Task TearDown() => await _downscoper.DisposeAsync();

    [TestCase(Permissions.Read)]
    [TestCase(Permissions.Create)]
    [TestCase(Permissions.List)]
    [TestCase(Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.List)]
    [TestCase(Permissions.Write | Permissions.Delete)]
    [TestCase(Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List)]
    public async Task What_roles_express_is_issued(Permissions permissions)
    {
        foreach (KeyScope scope in new[] { Prefix, KeyScope.ForContainer("pictures") })
        {
            BearerToken key = await _downscoper.IssueAsync(scope, permissions);

            key.Permissions.Should().Be(permissions);
            key.Scope.Should().Be(scope);
        }
    }

    [TestCase(Permissions.ReadProperties, "*ask for Read too*")]
    [TestCase(Permissions.Write, "*ask for Delete too*")]
    [TestCase(Permissions.Delete, "*ask for Write too*")]
    [TestCase(Permissions.Create | Permissions.Delete, "*ask for Write too*")]
    [TestCase(Permissions.Append, "*Append*")]
    public Task What_no_role_gives_by_itself_is_refused(Permissions permissions, string message) =>
        ShouldBeRefusedAsync(new KeyRequest(Prefix, permissions), message);

    [Test]
    public Task One_object_is_refused_since_its_older_generations_would_open_too() =>
        ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForObject("pictures", "42/a"), Permissions.Read), "*Object*");

    [Test]
    public Task One_generation_is_refused() =>
        ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForObject("pictures", "42/a", "1"), Permissions.Read), "*ObjectVersion*");

    [Test]
    public Task A_client_network_is_refused() =>
        ShouldBeRefusedAsync(Constrained(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) }), "*ClientNetwork*");

    [Test]
    public Task A_start_is_refused() => ShouldBeRefusedAsync(Constrained(new() { NotBefore = TestDownscoper.Start.AddMinutes(1) }), "*NotBefore*");

    [Test]
    public Task Https_only_is_refused() => ShouldBeRefusedAsync(Constrained(new() { HttpsOnly = true }), "*HttpsOnly*");

    [Test]
    public Task A_content_type_is_refused() => ShouldBeRefusedAsync(
        new KeyRequest(Prefix, Permissions.Create) { Constraints = new() { ContentType = "image/png" } }, "*ContentType*");

    [Test]
    public Task More_than_an_hour_is_refused() =>
        ShouldBeRefusedAsync(new KeyRequest(Prefix, Permissions.Read) { Lifetime = TimeSpan.FromHours(2) }, "*1*");

    [Test]
    public async Task An_hour_is_issued() =>
        (await _downscoper.IssueAsync(lifetime: TimeSpan.FromHours(1))).ExpiresAt.Should().Be(TestDownscoper.Start.AddSeconds(3590));

    [Test]
    public Task A_stable_key_is_refused_since_no_two_tokens_are_alike() =>
        ShouldBeRefusedAsync(new KeyRequest(Prefix, Permissions.Read) { StableFor = TimeSpan.FromMinutes(5) }, "*StableFor*");

    [Test]
    public Task A_percent_sign_is_refused() =>
        ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForPrefix("pictures", "100%/"), Permissions.Read), "*percent sign*");

    [Test]
    public void Without_a_service_account_the_form_names_the_setting()
    {
        DownscopingCapabilities.Form(available: false).Requirement.Should().Be("TokenServiceAccount");
        DownscopingCapabilities.Form(available: true).Requirement.Should().BeNull();
    }

    [Test]
    public void The_services_of_another_domain_are_found()
    {
        DownscoperSettings google = new("media", "a@b", TestDownscoper.BaseUrl);
        DownscoperSettings other = DownscoperSettings.ForUniverse("media", "a@b", "https://storage.example.org", "example.org");

        (google.CredentialsUrl.AbsoluteUri, google.ExchangeUrl.AbsoluteUri)
            .Should().Be(("https://iamcredentials.googleapis.com/", "https://sts.googleapis.com/v1/token"));
        (other.CredentialsUrl.AbsoluteUri, other.ExchangeUrl.AbsoluteUri)
            .Should().Be(("https://iamcredentials.example.org/", "https://sts.example.org/v1/token"));
    }

    private static KeyRequest Constrained(KeyConstraints constraints) => new(Prefix, Permissions.Read) { Constraints = constraints };

    private async Task ShouldBeRefusedAsync(KeyRequest request, string message)
    {
        ValetKeyException fault = await _downscoper.FaultOfAsync(request);

        fault.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        fault.Message.Should().Match(message);
        _downscoper.Google.Requests.Should().BeEmpty();
    }
}
