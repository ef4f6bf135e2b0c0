using System.Net;
using ValetKey.Tests.Gcp.CloudCdn.Support;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>What Cloud CDN cannot enforce is refused, and the message says why.</summary>
public sealed class CloudCdnRefusalTests
{
    private static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    private TestBalancer _balancer = null!;

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

    [TestCase(KeyForm.SignedForm)]
    [TestCase(KeyForm.BearerToken)]
    [TestCase(KeyForm.TemporaryCredentials)]
    public Task Other_forms_are_refused(KeyForm form) => ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Form = form }, "*");

    [Test]
    public Task A_client_network_is_refused() =>
        ConstraintShouldBeRefusedAsync(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) }, "*ClientNetwork*");

    [Test]
    public Task A_start_is_refused() => ConstraintShouldBeRefusedAsync(new() { NotBefore = TestBalancer.Start.AddMinutes(1) }, "*NotBefore*");

    [Test]
    public Task Https_only_is_refused() => ConstraintShouldBeRefusedAsync(new() { HttpsOnly = true }, "*HttpsOnly*");

    [Test]
    public Task Response_headers_are_refused() =>
        ConstraintShouldBeRefusedAsync(new() { Response = new ResponseOverrides { ContentType = "image/png" } }, "*Response*");

    [Test]
    public Task A_single_use_is_refused() => ConstraintShouldBeRefusedAsync(new() { SingleUse = true }, "*SingleUse*");

    [Test]
    public async Task A_container_without_a_path_is_refused_once_there_are_paths()
    {
        await using TestBalancer balancer = new(options => options.ContainerPaths["media"] = "/assets/media");

        SignedUrl key = (SignedUrl)await balancer.IssueAsync(Photo);
        Func<Task> act = () => balancer.IssueAsync(KeyScope.ForObject("other", "a"));

        key.Url.Should().StartWith($"{TestBalancer.BaseUrl}/assets/media/a/b.jpg?");
        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*'other'*ContainerPaths*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase("/")]
    [TestCase("/media/")]
    public async Task A_path_may_be_the_root_and_end_in_a_slash(string path)
    {
        await using TestBalancer balancer = new(options => options.ContainerPaths["media"] = path);

        SignedQuery key = (SignedQuery)await balancer.IssueAsync(KeyScope.ForContainer("media"));

        HttpRequestMessage request = key.CreateRequest(Permissions.Read, "a/b");
        request.RequestUri!.OriginalString.Should().StartWith($"{TestBalancer.BaseUrl}{path.TrimEnd('/')}/a/b?URLPrefix=");
        new CloudCdnEdge(TestBalancer.Start).Opens(request).Should().BeTrue();
    }

    [Test]
    public async Task A_cookie_longer_than_browsers_keep_is_refused()
    {
        KeyScope scope = KeyScope.ForPrefix("media", new string('ü', 511) + "/");

        await ShouldBeRefusedAsync(new KeyRequest(scope, Permissions.Read) { Form = KeyForm.SignedCookies }, "*Cloud-CDN-Cookie*4096*");
        SignedQuery query = (SignedQuery)await _balancer.IssueAsync(scope, KeyForm.SignedQuery);
        new CloudCdnEdge(TestBalancer.Start).Opens(query.CreateRequest(Permissions.Read, scope.Name + "a")).Should().BeTrue();
    }

    [Test]
    public async Task Cancellation_is_honoured()
    {
        Func<Task> act =
            async () => await _balancer.Issuer.IssueAsync(new KeyRequest(Photo, Permissions.Read), new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    private Task ConstraintShouldBeRefusedAsync(KeyConstraints constraints, string message) =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Constraints = constraints }, message);

    private async Task ShouldBeRefusedAsync(KeyRequest request, string message)
    {
        Func<Task> act = async () => await _balancer.Issuer.IssueAsync(request);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage(message)).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
