using System.Net;
using ValetKey.Tests.Delivery;
using ValetKey.Tests.Gcp.CloudCdn.Support;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>What Cloud CDN cannot enforce is refused, and the message says why.</summary>
public sealed class CloudCdnRefusalTests : DeliveryRefusalTestBase
{
    private TestBalancer _balancer = null!;

    protected override IValetKeyIssuer Issuer => _balancer.Issuer;

    protected override string BaseUrl => TestBalancer.BaseUrl;

    [SetUp]
    public void SetUp() => _balancer = new TestBalancer();

    [TearDown]
    public async Task TearDown() => await _balancer.DisposeAsync();

    [TestCase(null)]
    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    public Task Properties_alone_are_refused_since_the_key_would_open_the_content(KeyForm? form) =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.ReadProperties) { Form = form },
            form == KeyForm.SignedUrl ? "*ReadProperties*" : "*ask for Read too*");

    [Test]
    public Task A_cookie_for_one_object_is_refused_since_it_would_open_longer_names() =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Form = KeyForm.SignedCookies },
            "*Signed cookies: does not open a resource of kind Object*");

    [Test]
    public Task A_client_network_is_refused() =>
        ConstraintShouldBeRefusedAsync(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) }, "*ClientNetwork*");

    [Test]
    public Task A_start_is_refused() => ConstraintShouldBeRefusedAsync(new() { NotBefore = TestBalancer.Start.AddMinutes(1) }, "*NotBefore*");

    [Test]
    public Task Https_only_is_refused() => ConstraintShouldBeRefusedAsync(new() { HttpsOnly = true }, "*HttpsOnly*");

    [Test]
    public async Task A_cookie_longer_than_browsers_keep_is_refused()
    {
        KeyScope scope = KeyScope.ForPrefix("media", new string('ü', 511) + "/");

        await ShouldBeRefusedAsync(new KeyRequest(scope, Permissions.Read) { Form = KeyForm.SignedCookies }, "*Cloud-CDN-Cookie*4096*");
        SignedQuery query = (SignedQuery)await _balancer.IssueAsync(scope, KeyForm.SignedQuery);
        TestBalancer.Opens(query.CreateRequest(Permissions.Read, scope.Name + "a")).Should().BeTrue();
    }

    protected override async Task MapMediaAsync(string path)
    {
        await _balancer.DisposeAsync();
        _balancer = new TestBalancer(options => options.ContainerPaths["media"] = path);
    }

    protected override bool Opens(HttpRequestMessage request) => TestBalancer.Opens(request);
}
