namespace ValetKey.Tests.Delivery;

/// <summary>What no delivery network enforces, and how containers lie under its paths.</summary>
public abstract class DeliveryRefusalTestBase
{
    protected static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    protected abstract IValetKeyIssuer Issuer { get; }

    /// <summary>Gets the network's address, without a slash.</summary>
    protected abstract string BaseUrl { get; }

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
    public Task Response_headers_are_refused() =>
        ConstraintShouldBeRefusedAsync(new() { Response = new ResponseOverrides { ContentType = "image/png" } }, "*Response*");

    [Test]
    public Task A_single_use_is_refused() => ConstraintShouldBeRefusedAsync(new() { SingleUse = true }, "*SingleUse*");

    [Test]
    public async Task A_container_without_a_path_is_refused_once_there_are_paths()
    {
        await MapMediaAsync("/assets/media");

        SignedUrl key = await Issuer.IssueUrlAsync(Photo, Permissions.Read);
        Func<Task> act = () => Issuer.IssueAsync(new KeyRequest(KeyScope.ForObject("other", "a"), Permissions.Read)).AsTask();

        key.Url.Should().StartWith($"{BaseUrl}/assets/media/a/b.jpg?");
        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*'other'*ContainerPaths*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase("/")]
    [TestCase("/media/")]
    public async Task A_path_may_be_the_root_and_end_in_a_slash(string path)
    {
        await MapMediaAsync(path);

        SignedQuery key = await Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForContainer("media"), Permissions.Read));

        HttpRequestMessage request = key.CreateRequest(Permissions.Read, "a/b");
        request.RequestUri!.OriginalString.Should().StartWith($"{BaseUrl}{path.TrimEnd('/')}/a/b?");
        Opens(request).Should().BeTrue();
    }

    [Test]
    public async Task Cancellation_is_honoured()
    {
        Func<Task> act = async () => await Issuer.IssueAsync(new KeyRequest(Photo, Permissions.Read), new CancellationToken(canceled: true));

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>Makes the issuer anew, with the container "media" under a path.</summary>
    protected abstract Task MapMediaAsync(string path);

    /// <summary>Whether the network would let the request in.</summary>
    protected abstract bool Opens(HttpRequestMessage request);

    protected Task ConstraintShouldBeRefusedAsync(KeyConstraints constraints, string message) =>
        ShouldBeRefusedAsync(new KeyRequest(Photo, Permissions.Read) { Constraints = constraints }, message);

    protected async Task ShouldBeRefusedAsync(KeyRequest request, string message)
    {
        Func<Task> act = async () => await Issuer.IssueAsync(request);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage(message)).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
