using System.Net;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>
/// The gateway takes headers that are not signed. What can be pinned is among the signed ones, so that nothing can be put in its place; what cannot
/// is not promised.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UploadPinTests : S3ServerTests
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    [Test]
    public async Task Pinned_upload_is_stored_and_stays_private([Values(Permissions.Create, Permissions.Write)] Permissions permission)
    {
        string name = NewName();
        SignedUrl key = await Issuer.IssueUrlAsync(Object(name), permission);

        HttpStatusCode status = await SendAsync(key.CreateRequest(new StringContent("sent")));

        status.Should().Be(HttpStatusCode.OK);
        key.Headers.Should().Contain("x-amz-acl", "private").And.Contain("x-amz-tagging", "");
        (await ContentOfAsync(name)).Should().Be("sent");
        (await AnonymousStatusAsync(name)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Nobody_who_uploads_decides_who_may_read(
        [Values("x-amz-acl=public-read", "x-amz-acl=public-read-write", "x-amz-grant-read=uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"",
            "x-amz-grant-full-control=id=\"stranger\"", "x-amz-tagging=a=b")] string header,
        [Values(Permissions.Create, Permissions.Write)] Permissions permission,
        [Values] bool isRestricted)
    {
        string name = NewName();
        await using GatewayIssuer restricted = GatewayIssuer.WithRole(Gateway, options => options.RestrictUploads = true);
        SignedUrl key = await (isRestricted ? restricted.Issuer : Issuer).IssueUrlAsync(Object(name), permission);
        HttpRequestMessage request = key.CreateRequest(new StringContent("sent"));
        string[] parts = header.Split('=', 2);

        request.Headers.Remove(parts[0]);
        request.Headers.TryAddWithoutValidation(parts[0], parts[1]).Should().BeTrue();

        (await SendAsync(request)).Should().BeOneOf(Refusals);
        (await ContentOfAsync(name)).Should().BeNull();
        (await AnonymousStatusAsync(name)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Part_needs_no_pins_as_an_access_list_and_tags_of_its_own_are_nothing_to_the_object()
    {
        string name = NewName();
        string upload = (await Owner.InitiateMultipartUploadAsync(Bucket, name)).UploadId;
        SignedUrl key = await Issuer.IssueUrlAsync(new KeyRequest(KeyScope.ForPart(Bucket, name, upload, 1), Permissions.Write)
        {
            Constraints = new() { ContentLength = LengthRange.Exactly(4) },
        });
        HttpRequestMessage request = key.CreateRequest(new StringContent("sent"));
        request.Headers.Add("x-amz-acl", "public-read");
        request.Headers.Add("x-amz-tagging", "a=b");

        using HttpResponseMessage answer = await Gateway.Client.SendAsync(request);
        await Owner.CompleteMultipartUploadAsync(
            new() { BucketName = Bucket, Key = name, UploadId = upload, PartETags = [new PartETag(1, answer.Headers.ETag!.Tag)] });

        key.Headers.Keys.Should().Equal("Content-Length");
        (await ContentOfAsync(name)).Should().Be("sent");
        (await AnonymousStatusAsync(name)).Should().Be(HttpStatusCode.Forbidden);
        ((await Owner.GetObjectTaggingAsync(new() { BucketName = Bucket, Key = name })).Tagging ?? []).Should().BeEmpty();
    }

    [Test]
    public async Task Without_pins_the_gateway_takes_an_access_list()
    {
        string name = NewName();
        await using GatewayIssuer bare = GatewayIssuer.Create(Gateway, options => options.PinUploadHeaders = false);
        SignedUrl key = await bare.Issuer.IssueUrlAsync(Object(name), Permissions.Write);
        HttpRequestMessage request = key.CreateRequest(new StringContent("sent"));

        request.Headers.Add("x-amz-acl", "public-read");

        key.Headers.Should().BeEmpty();
        (await SendAsync(request)).Should().Be(HttpStatusCode.OK);
        (await AnonymousStatusAsync(name)).Should().Be(HttpStatusCode.OK, "that is what the pins are for");
    }

    [Test]
    public async Task Metadata_is_no_promise_of_a_url([Values(Permissions.Create, Permissions.Write)] Permissions permission)
    {
        KeyRequest request = new(Object(NewName()), permission)
        {
            Form = KeyForm.SignedUrl,
            Constraints = new() { Metadata = new Dictionary<string, string> { ["owner"] = "42" } },
        };

        await ShouldBeUnsupportedAsync(Issuer, request, "Metadata");
    }

    [Test]
    public async Task A_family_of_types_is_no_promise_of_a_form()
    {
        KeyRequest request = new(Object(NewName()), Permissions.Write) { Constraints = new() { ContentType = "image/*" } };

        await ShouldBeUnsupportedAsync(Issuer, request, "ContentTypeFamily");
    }

    [Test]
    public async Task That_is_since_the_gateway_takes_two_types_in_one_header()
    {
        SignedForm form = await AmazonIssuer.IssueFormAsync(
            new KeyRequest(Object(NewName()), Permissions.Write) { Constraints = new() { ContentType = "image/*" } });
        FormPost post = new(form);

        post.Fields["Content-Type"] = "image/png,text/html";

        (await SendAsync(post.ToRequest())).Should().Be(HttpStatusCode.NoContent);
    }

    [TestCase("a*b")]
    [TestCase("a?b")]
    [TestCase("a${b}")]
    public async Task A_session_that_would_open_nothing_is_refused(string end) => await ShouldBeUnsupportedAsync(
        RoleIssuer, new KeyRequest(Object(NewName(end)), Permissions.Read) { Form = KeyForm.TemporaryCredentials }, "compatible store");

    private static async Task ShouldBeUnsupportedAsync(IValetKeyIssuer issuer, KeyRequest request, string named)
    {
        ValetKeyException refusal = (await FluentActions.Awaiting(() => issuer.IssueAsync(request).AsTask())
            .Should().ThrowExactlyAsync<ValetKeyException>()).Which;
        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain(named);
    }

    private async Task<HttpStatusCode> AnonymousStatusAsync(string name) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway.Endpoint, $"{Bucket}/{name}")));
}
