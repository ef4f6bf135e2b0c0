using CsCheck;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.CloudCdn.Support;
using ValetKey.Tests.Servers.CloudCdn;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>A key opens what was granted and nothing beside it, in every form.</summary>
public sealed class CloudCdnScopeTests
{
    private const long End = 1777864621; // 15 minutes after the start.

    private static readonly string[] Segments =
        ["a", "b", "ab", "*", "?", "%2A", "%", "a b", "+", "&", "#", "'", "\"", "ü", "𝄞", "~", ":", ".a", "a.", "{name}"];

    private TestBalancer _balancer = null!;

    [SetUp]
    public void SetUp() => _balancer = new TestBalancer();

    [TearDown]
    public async Task TearDown() => await _balancer.DisposeAsync();

    [Test]
    public async Task A_url_opens_its_object_and_no_other()
    {
        SignedUrl key = await _balancer.Issuer.IssueUrlAsync(KeyScope.ForObject("media", "a/b.jpg"), Permissions.Read);
        string query = key.Url.Split('?')[1];

        key.Method.Should().Be(HttpMethod.Get);
        key.Url.Should().MatchRegex($"^{TestBalancer.BaseUrl}/media/a/b\\.jpg\\?Expires={End}&KeyName=my-key&Signature=[A-Za-z0-9_-]{{27}}=$");
        TestBalancer.Opens(key.CreateRequest()).Should().BeTrue();
        foreach (string other in new[] { "/media/a/c.jpg", "/media/a/b.jpg/", "/media/a/b.jp", "/media/a/b.jpgx", "/media/A/b.jpg",
            "/other/a/b.jpg", "/" })
        {
            TestBalancer.Opens($"{TestBalancer.BaseUrl}{other}?{query}").Should().BeFalse(other);
        }
    }

    [TestCase("a b/ü?.jpg", "a%20b/%C3%BC%3F.jpg")]
    [TestCase("a&b=c", "a%26b%3Dc")]
    public async Task A_name_is_escaped_in_the_url_that_is_signed(string name, string escaped)
    {
        SignedUrl key = await _balancer.Issuer.IssueUrlAsync(KeyScope.ForObject("media", name), Permissions.Read);

        key.Url.Should().StartWith($"{TestBalancer.BaseUrl}/media/{escaped}?Expires={End}&");
        TestBalancer.Opens(key.Url).Should().BeTrue();
    }

    [Test]
    public async Task A_query_opens_its_prefix_and_no_neighbour()
    {
        SignedQuery key = await _balancer.Issuer.IssueQueryAsync(
            new KeyRequest(KeyScope.ForPrefix("media", "tenant1/"), Permissions.Read | Permissions.ReadProperties));

        key.Query
            .Should().StartWith("URLPrefix=aHR0cHM6Ly9tZWRpYS5leGFtcGxlLmNvbS9tZWRpYS90ZW5hbnQxLw==&Expires=1777864621&KeyName=my-key&Signature=");
        key.BaseUrl.Should().Be($"{TestBalancer.BaseUrl}/media");
        TestBalancer.Opens(key.CreateRequest(Permissions.Read, "tenant1/a")).Should().BeTrue();
        TestBalancer.Opens(key.CreateRequest(Permissions.ReadProperties, "tenant1/deep/er/b c")).Should().BeTrue();
        key.CreateRequest(Permissions.ReadProperties, "tenant1/a").Method.Should().Be(HttpMethod.Head);
        foreach (string other in new[] { "/media/tenant10/a", "/media/tenant1", "/media/a", "/media2/tenant1/a", "/x/media/tenant1/a" })
        {
            TestBalancer.Opens($"{TestBalancer.BaseUrl}{other}?{key.Query}").Should().BeFalse(other);
        }
    }

    [Test]
    public async Task A_query_opens_its_container_and_no_neighbour()
    {
        SignedQuery key = await _balancer.Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForContainer("media"), Permissions.Read));

        TestBalancer.Opens(key.CreateRequest(Permissions.Read, "any/thing")).Should().BeTrue();
        TestBalancer.Opens($"{TestBalancer.BaseUrl}/media2/any/thing?{key.Query}").Should().BeFalse();
    }

    [Test]
    public async Task Both_permissions_on_one_object_are_a_query_that_opens_no_longer_name()
    {
        KeyScope scope = KeyScope.ForObject("media", "a/b.jpg");

        SignedQuery key = (SignedQuery)await _balancer.IssueAsync(scope, permissions: Permissions.Read | Permissions.ReadProperties);

        key.Query.Should().StartWith("Expires=");
        TestBalancer.Opens(key.CreateRequest(Permissions.Read)).Should().BeTrue();
        TestBalancer.Opens(key.CreateRequest(Permissions.ReadProperties)).Should().BeTrue();
        TestBalancer.Opens($"{key.BaseUrl}/a/c.jpg?{key.Query}").Should().BeFalse();
        TestBalancer.Opens($"{key.BaseUrl}/a/b.jpgx?{key.Query}").Should().BeFalse();
    }

    [TestCase("a/")]
    [TestCase(null)]
    public async Task A_cookie_opens_its_scope_and_nothing_else(string? prefix)
    {
        KeyScope scope = prefix is null ? KeyScope.ForContainer("media") : KeyScope.ForPrefix("media", prefix);

        SignedCookies key = await _balancer.Issuer.IssueCookiesAsync(new KeyRequest(scope, Permissions.Read));

        (string name, string value) = key.Cookies.Should().ContainSingle().Which;
        name.Should().Be("Cloud-CDN-Cookie");
        value.Should().MatchRegex($"^URLPrefix=[A-Za-z0-9_=-]+:Expires={End}:KeyName=my-key:Signature=[A-Za-z0-9_-]{{27}}=$");
        key.BaseUrl.Should().Be($"{TestBalancer.BaseUrl}/media/{prefix}");
        TestBalancer.Opens(key.CreateRequest($"{key.BaseUrl}x")).Should().BeTrue();
        foreach (string path in new[] { "media/a/b", "media/c", "media2/a/b", "medi" })
        {
            HttpRequestMessage request = new(HttpMethod.Get, $"{TestBalancer.BaseUrl}/{path}");
            request.Headers.Add("Cookie", $"{name}={value}");
            bool covered = path.StartsWith("media/", StringComparison.Ordinal) && scope.Covers(KeyScope.ForObject("media", path["media/".Length..]));
            TestBalancer.Opens(request).Should().Be(covered, path);
        }
    }

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedCookies)]
    public async Task Every_form_holds_to_its_time_and_its_key(KeyForm form)
    {
        KeyScope scope = form == KeyForm.SignedUrl ? KeyScope.ForObject("media", "a") : KeyScope.ForContainer("media");
        IssuedKey key = await _balancer.IssueAsync(scope, form);
        HttpRequestMessage request = Use(key);

        TestBalancer.Opens(request).Should().BeTrue();
        key.ExpiresAt.ToUnixTimeSeconds().Should().Be(End);
        key.Enforced.Should().Be(ConstraintKinds.None);
        TestBalancer.Edge.Opens(request, key.ExpiresAt.AddSeconds(-1)).Should().BeTrue();
        TestBalancer.Edge.Opens(request, key.ExpiresAt).Should().BeFalse();
        new CloudCdnEdge(TestBalancer.KeyName, new byte[16]).Opens(request, TestBalancer.Start).Should().BeFalse();
    }

    /// <summary>Over all kinds of scopes and names that are alike, a key opens what its scope covers.</summary>
    [Test]
    public void A_key_opens_exactly_what_its_scope_covers()
    {
        Gen<string> name = Gen.Int[0, Segments.Length - 1].Select(i => Segments[i]).Array[1, 3].Select(segments => string.Join('/', segments));
        Gen<KeyScope> scope = Gen.OneOf(
            name.Select(text => KeyScope.ForObject("media", text)),
            name.Select(text => KeyScope.ForPrefix("media", text + "/")),
            Gen.Const(KeyScope.ForContainer("media")));

        Gen.Select(scope, name).Sample(
            (granted, asked) =>
            {
                SignedQuery key = (SignedQuery)_balancer.IssueAsync(granted, KeyForm.SignedQuery).GetAwaiter().GetResult();

                return TestBalancer.Opens($"{TestBalancer.BaseUrl}/media/{PercentEncoding.EncodePath(asked)}?{key.Query}")
                    == granted.Covers(KeyScope.ForObject("media", asked));
            },
            iter: 3000);
    }

    private static HttpRequestMessage Use(IssuedKey key) => key switch
    {
        SignedUrl url => url.CreateRequest(),
        SignedQuery query => query.CreateRequest(Permissions.Read, "a"),
        _ => ((SignedCookies)key).CreateRequest(((SignedCookies)key).BaseUrl + "a"),
    };
}
