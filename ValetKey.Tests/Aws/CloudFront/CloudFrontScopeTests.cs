using System.Net;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>A key opens what was granted and nothing beside it, in every form.</summary>
public sealed class CloudFrontScopeTests
{
    private static readonly CloudFrontEdge Now = new(TestDistribution.Start);

    private TestDistribution _distribution = null!;

    [SetUp]
    public void SetUp() => _distribution = new TestDistribution();

    [TearDown]
    public async Task TearDown() => await _distribution.DisposeAsync();

    [Test]
    public async Task A_url_opens_its_object_and_no_other()
    {
        SignedUrl key = await _distribution.Issuer.IssueUrlAsync(KeyScope.ForObject("media", "a/b.jpg"), Permissions.Read);
        string query = key.Url.Split('?')[1];

        Now.Opens(key.CreateRequest()).Should().BeTrue();
        foreach (string other in new[] { "/media/a/c.jpg", "/media/a/b.jpg/", "/media/a/b.jp", "/media/a/b.jpgx", "/media/A/b.jpg",
            "/other/a/b.jpg", "/" })
        {
            Now.Opens($"{TestDistribution.BaseUrl}{other}?{query}").Should().BeFalse(other);
        }
    }

    [Test]
    public async Task A_query_opens_its_prefix_and_no_neighbour()
    {
        SignedQuery key = await _distribution.Issuer.IssueQueryAsync(
            new KeyRequest(KeyScope.ForPrefix("media", "tenant1/"), Permissions.Read | Permissions.ReadProperties));

        Now.Opens(key.CreateRequest(Permissions.Read, "tenant1/a")).Should().BeTrue();
        Now.Opens(key.CreateRequest(Permissions.ReadProperties, "tenant1/deep/er/b c")).Should().BeTrue();
        key.CreateRequest(Permissions.ReadProperties, "tenant1/a").Method.Should().Be(HttpMethod.Head);
        foreach (string other in new[] { "/media/tenant10/a", "/media/tenant1", "/media/a", "/media2/tenant1/a", "/x/media/tenant1/a" })
        {
            Now.Opens($"{TestDistribution.BaseUrl}{other}?{key.Query}").Should().BeFalse(other);
        }
    }

    [Test]
    public async Task A_query_opens_its_container_and_no_neighbour()
    {
        SignedQuery key = await _distribution.Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForContainer("media"), Permissions.Read));

        Now.Opens(key.CreateRequest(Permissions.Read, "any/thing")).Should().BeTrue();
        Now.Opens($"{TestDistribution.BaseUrl}/media2/any/thing?{key.Query}").Should().BeFalse();
    }

    [Test]
    public async Task Both_permissions_on_one_object_are_a_query()
    {
        KeyScope scope = KeyScope.ForObject("media", "a/b.jpg");

        SignedQuery key = (SignedQuery)await _distribution.IssueAsync(scope, permissions: Permissions.Read | Permissions.ReadProperties);

        key.Query.Should().StartWith("Expires=");
        Now.Opens(key.CreateRequest(Permissions.Read)).Should().BeTrue();
        Now.Opens(key.CreateRequest(Permissions.ReadProperties)).Should().BeTrue();
        Now.Opens($"{key.BaseUrl}/a/c.jpg?{key.Query}").Should().BeFalse();
    }

    [TestCase(ResourceKinds.Object)]
    [TestCase(ResourceKinds.Prefix)]
    [TestCase(ResourceKinds.Container)]
    public async Task Cookies_open_their_scope_and_nothing_else(ResourceKinds kind)
    {
        KeyScope scope = kind switch
        {
            ResourceKinds.Object => KeyScope.ForObject("media", "a/b"),
            ResourceKinds.Prefix => KeyScope.ForPrefix("media", "a/"),
            _ => KeyScope.ForContainer("media"),
        };

        SignedCookies key = await _distribution.Issuer.IssueCookiesAsync(new KeyRequest(scope, Permissions.Read));

        foreach (string path in new[] { "media/a/b", "media/a/c", "media/c", "media2/a/b", "medi" })
        {
            HttpRequestMessage request = new(HttpMethod.Get, $"{TestDistribution.BaseUrl}/{path}");
            request.Headers.Add("Cookie", string.Join("; ", key.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            bool covered = path.StartsWith("media/", StringComparison.Ordinal) && scope.Covers(KeyScope.ForObject("media", path["media/".Length..]));
            Now.Opens(request).Should().Be(covered, path);
        }
    }

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedCookies)]
    public async Task Every_form_holds_to_scheme_time_network_and_signature(KeyForm form)
    {
        KeyConstraints constraints = new()
        {
            HttpsOnly = true,
            NotBefore = TestDistribution.Start.AddMinutes(1),
            ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")),
        };
        IssuedKey key = await _distribution.IssueAsync(KeyScope.ForObject("media", "a"), form, constraints: constraints);
        HttpRequestMessage request = Use(key);
        CloudFrontEdge open = new(key.NotBefore.AddSeconds(1));

        open.Opens(request).Should().BeTrue();
        new CloudFrontEdge(key.NotBefore).Opens(request).Should().BeFalse("CloudFront refuses on the second of the start");
        new CloudFrontEdge(key.ExpiresAt.AddSeconds(-1)).Opens(request).Should().BeTrue();
        new CloudFrontEdge(key.ExpiresAt).Opens(request).Should().BeFalse();
        new CloudFrontEdge(key.NotBefore.AddSeconds(1)) { Client = IPAddress.Parse("203.0.114.7") }.Opens(request).Should().BeFalse();
        new CloudFrontEdge(key.NotBefore.AddSeconds(1)) { Client = IPAddress.Parse("2001:db8::1") }.Opens(request).Should().BeFalse();
        open.Opens(Altered(request, "https://", "http://")).Should().BeFalse();
        open.Opens(Altered(request, "Signature=", "Signature=A")).Should().BeFalse();
        open.Opens(Altered(request, "Policy=e", "Policy=f")).Should().BeFalse();
    }

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedCookies)]
    public async Task A_canned_key_holds_to_scheme_and_time(KeyForm form)
    {
        IssuedKey key = await _distribution.IssueAsync(KeyScope.ForObject("media", "a"), form);
        HttpRequestMessage request = Use(key);

        Now.Opens(request).Should().BeTrue();
        new CloudFrontEdge(key.ExpiresAt).Opens(request).Should().BeFalse();
        Now.Opens(Altered(request, "https://", "http://")).Should().BeFalse();
        new CloudFrontEdge(key.ExpiresAt).Opens(Altered(request, "Expires=1777864621", "Expires=1777864622")).Should().BeFalse();
    }

    private static HttpRequestMessage Use(IssuedKey key) => key switch
    {
        SignedUrl url => url.CreateRequest(),
        SignedQuery query => query.CreateRequest(Permissions.Read),
        _ => ((SignedCookies)key).CreateRequest(((SignedCookies)key).BaseUrl),
    };

    private static HttpRequestMessage Altered(HttpRequestMessage request, string from, string to)
    {
        string Replace(string text) => text.Replace(from, to, StringComparison.Ordinal);

        HttpRequestMessage altered = new(request.Method, Replace(request.RequestUri!.OriginalString));
        if (request.Headers.TryGetValues("Cookie", out IEnumerable<string>? cookies))
        {
            altered.Headers.Add("Cookie", Replace(cookies.Single()));
        }

        return altered;
    }
}
