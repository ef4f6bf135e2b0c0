using System.Net;
using ValetKey.Tests.Aws.CloudFront.Support;
using ValetKey.Tests.Delivery;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>What CloudFront cannot enforce is refused, and the message says why.</summary>
public sealed class CloudFrontRefusalTests : DeliveryRefusalTestBase
{
    private TestDistribution _distribution = null!;

    protected override IValetKeyIssuer Issuer => _distribution.Issuer;

    protected override string BaseUrl => TestDistribution.BaseUrl;

    [SetUp]
    public void SetUp() => _distribution = new TestDistribution();

    [TearDown]
    public async Task TearDown() => await _distribution.DisposeAsync();

    [TestCase(null)]
    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.SignedCookies)]
    public Task Properties_alone_are_refused_since_the_key_would_open_the_content(KeyForm? form) =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.ReadProperties) { Form = form },
            form == KeyForm.SignedUrl ? "*ReadProperties*" : "*ask for Read too*");

    [Test]
    public Task An_address_range_is_refused() => ConstraintShouldBeRefusedAsync(
        new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("203.0.113.1"), IPAddress.Parse("203.0.113.9")) }, "*ClientAddressRange*");

    [Test]
    public Task An_ipv6_network_is_refused() =>
        ConstraintShouldBeRefusedAsync(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("2001:db8::/32")) }, "*IPv4*2001:db8::/32*");

    [Test]
    public async Task A_url_longer_than_cloudfront_takes_is_refused()
    {
        string longName = new('ü', 512);
        KeyConstraints office = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) };

        SignedUrl canned = (SignedUrl)await _distribution.IssueAsync(KeyScope.ForObject(new string('ü', 255), longName));
        SignedUrl custom = (SignedUrl)await _distribution.IssueAsync(KeyScope.ForObject("media", longName), constraints: office);

        canned.Url.Length.Should().BeLessThan(8192);
        custom.Url.Length.Should().BeLessThan(8192);
        await ShouldBeRefusedAsync(
            new KeyRequest(KeyScope.ForObject(new string('ü', 255), longName), Permissions.Read) { Constraints = office }, "*8192*");
    }

    [Test]
    public Task A_cookie_longer_than_browsers_keep_is_refused() => ShouldBeRefusedAsync(
        new KeyRequest(KeyScope.ForPrefix("media", new string('ü', 511) + "/"), Permissions.Read) { Form = KeyForm.SignedCookies },
        "*CloudFront-Policy*4096*");

    protected override async Task MapMediaAsync(string path)
    {
        await _distribution.DisposeAsync();
        _distribution = new TestDistribution(options => options.ContainerPaths["media"] = path);
    }

    protected override bool Opens(HttpRequestMessage request) => new CloudFrontEdge(TestDistribution.Start).Opens(request);
}
