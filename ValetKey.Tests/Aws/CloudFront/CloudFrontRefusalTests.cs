using System.Net;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>What CloudFront cannot enforce is refused, and the message says why.</summary>
public sealed class CloudFrontRefusalTests
{
    private static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    private TestDistribution _distribution = null!;

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

    [TestCase(Permissions.Create)]
    [TestCase(Permissions.Write)]
    [TestCase(Permissions.Append)]
    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.Read | Permissions.Delete)]
    public Task Everything_but_reading_is_refused(Permissions permissions) => ShouldBeRefusedAsync(new KeyRequest(Photo, permissions), "*");

    [Test]
    public Task Listing_is_refused() => ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForContainer("media"), Permissions.List), "*List*");

    [Test]
    public Task A_version_is_refused() =>
        ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForObject("media", "a", "v1"), Permissions.Read), "*ObjectVersion*");

    [Test]
    public Task A_queue_is_refused() => ShouldBeRefusedAsync(new KeyRequest(KeyScope.ForQueue("jobs"), Permissions.Receive), "*Queue*");

    [Test]
    public Task A_signed_form_is_refused() =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Form = KeyForm.SignedForm }, "*");

    [Test]
    public Task An_address_range_is_refused() => ConstraintShouldBeRefusedAsync(
        new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("203.0.113.1"), IPAddress.Parse("203.0.113.9")) }, "*ClientAddressRange*");

    [Test]
    public Task An_ipv6_network_is_refused() =>
        ConstraintShouldBeRefusedAsync(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("2001:db8::/32")) }, "*IPv4*2001:db8::/32*");

    [Test]
    public Task Response_headers_are_refused() =>
        ConstraintShouldBeRefusedAsync(new() { Response = new ResponseOverrides { ContentType = "image/png" } }, "*Response*");

    [Test]
    public Task A_single_use_is_refused() => ConstraintShouldBeRefusedAsync(new() { SingleUse = true }, "*SingleUse*");

    [Test]
    public async Task A_container_without_a_path_is_refused_once_there_are_paths()
    {
        await using TestDistribution distribution = new(options => options.ContainerPaths["media"] = "/assets/media");

        SignedUrl key = (SignedUrl)await distribution.IssueAsync(Photo);
        Func<Task> act = () => distribution.IssueAsync(KeyScope.ForObject("other", "a"));

        key.Url.Should().StartWith($"{TestDistribution.BaseUrl}/assets/media/a/b.jpg?");
        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*'other'*ContainerPaths*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase("/")]
    [TestCase("/media/")]
    public async Task A_path_may_be_the_root_and_end_in_a_slash(string path)
    {
        await using TestDistribution distribution = new(options => options.ContainerPaths["media"] = path);

        SignedQuery key = (SignedQuery)await distribution.IssueAsync(KeyScope.ForContainer("media"));

        HttpRequestMessage request = key.CreateRequest(Permissions.Read, "a/b");
        request.RequestUri!.OriginalString.Should().StartWith($"{TestDistribution.BaseUrl}{path.TrimEnd('/')}/a/b?Policy=");
        new CloudFrontEdge(TestDistribution.Start).Opens(request).Should().BeTrue();
    }

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

    [Test]
    public async Task Cancellation_is_honoured()
    {
        Func<Task> act =
            async () => await _distribution.Issuer.IssueAsync(new KeyRequest(Photo, Permissions.Read), new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    private Task ConstraintShouldBeRefusedAsync(KeyConstraints constraints, string message) =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Constraints = constraints }, message);

    private async Task ShouldBeRefusedAsync(KeyRequest request, string message)
    {
        Func<Task> act = async () => await _distribution.Issuer.IssueAsync(request);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage(message)).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
