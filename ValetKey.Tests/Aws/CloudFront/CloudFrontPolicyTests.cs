using System.Net;
using System.Text;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>The text of policies, and when which kind of them is used.</summary>
public sealed class CloudFrontPolicyTests
{
    private const string Resource = $"\"Resource\":\"{TestDistribution.BaseUrl}/media/a/b.jpg\"";
    private const string End = "\"DateLessThan\":{\"AWS:EpochTime\":1777864621}"; // 15 minutes after the start.

    private static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    private TestDistribution _distribution = null!;

    [SetUp]
    public void SetUp() => _distribution = new TestDistribution();

    [TearDown]
    public async Task TearDown() => await _distribution.DisposeAsync();

    [Test]
    public async Task One_object_has_a_canned_policy_of_which_only_the_expiry_travels()
    {
        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(Photo);

        key.Method.Should().Be(HttpMethod.Get);
        key.Url.Should().MatchRegex(
            $@"^{TestDistribution.BaseUrl}/media/a/b\.jpg\?Expires=1777864621&Signature=[A-Za-z0-9~-]{{342}}__&Key-Pair-Id=K2JCJMDEHXQW5F$");
        key.ExpiresAt.ToUnixTimeSeconds().Should().Be(1777864621);
        key.Headers.Should().BeEmpty();
    }

    [Test]
    public async Task Https_only_needs_no_further_condition()
    {
        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(Photo, constraints: new() { HttpsOnly = true });

        key.Url.Should().Contain("?Expires=");
        key.Enforced.Should().Be(ConstraintKinds.HttpsOnly);
    }

    [Test]
    public async Task A_start_and_a_network_are_conditions_of_a_custom_policy()
    {
        KeyConstraints constraints = new()
        {
            NotBefore = TestDistribution.Start.AddMinutes(1),
            ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")),
        };

        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(Photo, constraints: constraints);

        PolicyOf(key.Url).Should().Be(
            $"{{\"Statement\":[{{{Resource},\"Condition\":{{\"DateLessThan\":{{\"AWS:EpochTime\":1777864681}},"
            + "\"DateGreaterThan\":{\"AWS:EpochTime\":1777863781},\"IpAddress\":{\"AWS:SourceIp\":\"203.0.113.0/24\"}}}]}");
        key.Enforced.Should().Be(ConstraintKinds.NotBefore | ConstraintKinds.ClientNetwork);
        key.NotBefore.Should().Be(constraints.NotBefore!.Value);
    }

    [Test]
    public async Task One_address_is_written_as_a_network_of_one()
    {
        KeyConstraints constraints = new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Parse("203.0.113.7")) };

        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(Photo, constraints: constraints);

        PolicyOf(key.Url)
            .Should().Be($"{{\"Statement\":[{{{Resource},\"Condition\":{{{End},\"IpAddress\":{{\"AWS:SourceIp\":\"203.0.113.7/32\"}}}}}}]}}");
    }

    [Test]
    public async Task A_start_in_the_past_against_clock_skew_makes_no_policy_custom()
    {
        SignedUrl key = (SignedUrl)await _distribution.IssueAsync(Photo);

        key.NotBefore.Should().Be(TestDistribution.Start.AddMinutes(-5));
        key.Url.Should().NotContain("Policy=");
    }

    [TestCase("", "/media/*")]
    [TestCase("a/", "/media/a/*")]
    [TestCase("a b/ü/", "/media/a%20b/%C3%BC/*")]
    public async Task A_prefix_and_a_container_end_in_a_wildcard(string prefix, string path)
    {
        KeyScope scope = prefix.Length == 0 ? KeyScope.ForContainer("media") : KeyScope.ForPrefix("media", prefix);

        SignedQuery query = (SignedQuery)await _distribution.IssueAsync(scope);
        SignedCookies cookies = (SignedCookies)await _distribution.IssueAsync(scope, KeyForm.SignedCookies);

        string expected = $"{{\"Statement\":[{{\"Resource\":\"{TestDistribution.BaseUrl}{path}\",\"Condition\":{{{End}}}}}]}}";
        PolicyOf($"?{query.Query}").Should().Be(expected);
        FromUrlSafe(cookies.Cookies["CloudFront-Policy"]).Should().Be(expected);
        query.BaseUrl.Should().Be($"{TestDistribution.BaseUrl}/media");
        cookies.BaseUrl.Should().Be(TestDistribution.BaseUrl + path.TrimEnd('*'));
    }

    [Test]
    public async Task Cookies_for_one_object_are_canned()
    {
        SignedCookies key = (SignedCookies)await _distribution.IssueAsync(Photo, KeyForm.SignedCookies);

        key.Cookies.Keys.Should().Equal("CloudFront-Expires", "CloudFront-Signature", "CloudFront-Key-Pair-Id");
        key.Cookies["CloudFront-Expires"].Should().Be("1777864621");
        key.Cookies["CloudFront-Key-Pair-Id"].Should().Be(TestDistribution.KeyPairId);
        key.BaseUrl.Should().Be($"{TestDistribution.BaseUrl}/media/a/b.jpg");
    }

    [Test]
    public async Task Sha256_is_named_in_the_query_and_in_a_cookie_of_its_own()
    {
        await using TestDistribution distribution = new(options => options.SignatureHash = ValetKey.Aws.CloudFrontSignatureHash.Sha256);

        SignedUrl url = (SignedUrl)await distribution.IssueAsync(Photo);
        SignedCookies cookies = (SignedCookies)await distribution.IssueAsync(Photo, KeyForm.SignedCookies);

        url.Url.Should().EndWith("&Hash-Algorithm=SHA256");
        cookies.Cookies["CloudFront-Hash-Algorithm"].Should().Be("SHA256");
        new CloudFrontEdge(TestDistribution.Start).Opens(url.CreateRequest()).Should().BeTrue();
        new CloudFrontEdge(TestDistribution.Start).Opens(cookies.CreateRequest(cookies.BaseUrl)).Should().BeTrue();
    }

    private static string PolicyOf(string url) => FromUrlSafe(url.Split('?')[1].Split('&')[0]["Policy=".Length..]);

    private static string FromUrlSafe(string text) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '=').Replace('~', '/')));
}
