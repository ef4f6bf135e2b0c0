using System.Net;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>A key starts a resumable upload; chunks, questions and the end of it go to the session, which needs no further signature.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ResumableTests : GcsServerTests
{
    private const HttpStatusCode ResumeIncomplete = (HttpStatusCode)308;
    private const HttpStatusCode ClientClosedRequest = (HttpStatusCode)499;
    private const int Unit = GcsUploads.ChunkUnit;

    [TestCase(GcsSigner.ServiceAccount)]
    [TestCase(GcsSigner.Hmac)]
    [TestCase(GcsSigner.UrlSigner)]
    public async Task Chunks_become_the_object_with_the_signed_type_and_metadata(GcsSigner signer)
    {
        string name = NewName("ünusual name+1");
        byte[] file = RandomBytes((2 * Unit) + 1000);
        Uri session = await StartAsync(name, signer: signer);

        (HttpStatusCode first, string? firstRange) = await PutAsync(session, file[..Unit], $"bytes 0-{Unit - 1}/*");
        (HttpStatusCode second, string? secondRange) = await PutAsync(session, file[Unit..(2 * Unit)],
            $"bytes {Unit}-{(2 * Unit) - 1}/{file.Length}");
        Server.Store.Find(Bucket, name).Should().BeNull("the upload is not complete");
        (HttpStatusCode last, _) = await PutAsync(session, file[(2 * Unit)..], $"bytes {2 * Unit}-{file.Length - 1}/{file.Length}");

        (first, firstRange).Should().Be((ResumeIncomplete, $"bytes=0-{Unit - 1}"));
        (second, secondRange).Should().Be((ResumeIncomplete, $"bytes=0-{(2 * Unit) - 1}"));
        last.Should().Be(HttpStatusCode.OK);
        GcsObject stored = Server.Store.Find(Bucket, name)!;
        stored.Content.Should().Equal(file);
        stored.Headers.Should().Contain("content-type", "video/mp4").And.Contain("x-goog-meta-owner", "42");
    }

    [Test]
    public async Task Question_tells_how_far_the_upload_has_come()
    {
        byte[] file = RandomBytes(Unit + 1);
        Uri session = await StartAsync(NewName());

        (HttpStatusCode, string?) before = await PutAsync(session, [], "bytes */*");
        await PutAsync(session, file[..Unit], $"bytes 0-{Unit - 1}/{file.Length}");
        (HttpStatusCode, string?) between = await PutAsync(session, [], $"bytes */{file.Length}");
        await PutAsync(session, file[Unit..], $"bytes {Unit}-{Unit}/{file.Length}");
        (HttpStatusCode, string?) after = await PutAsync(session, [], $"bytes */{file.Length}");

        before.Should().Be((ResumeIncomplete, null));
        between.Should().Be((ResumeIncomplete, $"bytes=0-{Unit - 1}"));
        after.Should().Be((HttpStatusCode.OK, null));
    }

    [Test]
    public async Task Whole_file_may_come_at_once()
    {
        string name = NewName();

        (HttpStatusCode status, _) = await PutAsync(await StartAsync(name), "all"u8.ToArray(), null);

        status.Should().Be(HttpStatusCode.OK);
        ContentOf(name).Should().Be("all");
    }

    [Test]
    public async Task Cancelled_upload_is_gone()
    {
        string name = NewName();
        Uri session = await StartAsync(name);
        await PutAsync(session, RandomBytes(Unit), $"bytes 0-{Unit - 1}/*");

        HttpStatusCode cancelled = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, session));
        (HttpStatusCode asked, _) = await PutAsync(session, [], "bytes */*");
        (HttpStatusCode resumed, _) = await PutAsync(session, [1], $"bytes {Unit}-{Unit}/{Unit + 1}");

        (cancelled, asked, resumed).Should().Be((ClientClosedRequest, ClientClosedRequest, ClientClosedRequest));
        ContentOf(name).Should().BeNull();
    }

    [Test]
    public async Task Odd_chunk_is_refused()
    {
        Uri session = await StartAsync(NewName());

        (HttpStatusCode odd, _) = await PutAsync(session, RandomBytes(1000), "bytes 0-999/*");
        (HttpStatusCode gap, _) = await PutAsync(session, RandomBytes(Unit), $"bytes {Unit}-{(2 * Unit) - 1}/*");

        (odd, gap).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Session_of_one_object_stores_no_other()
    {
        string folder = StoreFolder();
        Uri session = await StartAsync(folder + "tenant1/new");

        (HttpStatusCode status, _) = await PutAsync(
            new Uri(session.OriginalString.Replace("/new?", "/neighbour?", StringComparison.Ordinal)), [1], null);

        status.Should().Be(HttpStatusCode.NotFound);
        UnchangedNames(folder).Should().OnlyContain(name => !name.EndsWith("(changed)"));
    }

    [Test]
    public async Task Session_of_a_key_to_create_does_not_overwrite()
    {
        string name = NewName();
        Uri late = await StartAsync(name, Permissions.Create);
        Store(name);

        (HttpStatusCode finished, _) = await PutAsync(late, [1], null);
        HttpStatusCode started = await SendAsync((await IssueAsync(name, Permissions.Create)).CreateRequest(Empty()));

        (finished, started).Should().Be((HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed));
        ContentOf(name).Should().Be("stored");
    }

    [TestCase("x-goog-resumable")]
    [TestCase("x-goog-meta-owner")]
    [TestCase("Content-Type")]
    [TestCase("x-goog-if-generation-match")]
    public async Task Start_without_a_signed_header_is_refused(string header)
    {
        string name = NewName();
        HttpRequestMessage request = (await IssueAsync(name, Permissions.Create)).CreateRequest(Empty());
        _ = header == "Content-Type" ? request.Content!.Headers.Remove(header) : request.Headers.Remove(header);

        (await CodeOfAsync(request)).Should().Be("MalformedSecurityHeader");
    }

    [Test]
    public async Task Key_to_start_puts_nothing_itself()
    {
        string name = NewName();
        SignedUrl key = await IssueAsync(name, Permissions.Write);
        HttpRequestMessage put = key.CreateRequest(Content("1", "video/mp4"));
        put.Method = HttpMethod.Put;
        HttpRequestMessage post = key.CreateRequest(Content("1", "video/mp4"));

        (await CodeOfAsync(put)).Should().Be("SignatureDoesNotMatch");
        (await CodeOfAsync(post)).Should().Be("InvalidArgument", "the start has no body");
        ContentOf(name).Should().BeNull();
    }

    [Test]
    public async Task Key_that_puts_starts_no_session()
    {
        SignedUrl key = await Issuer.IssueUrlAsync(Object(NewName()), Permissions.Write);
        HttpRequestMessage request = new(HttpMethod.Post, key.Url);
        request.Headers.Add("x-goog-resumable", "start");

        (await CodeOfAsync(request)).Should().Be("MalformedSecurityHeader");
    }

    /// <summary>The start has no body, but a content type, which needs one to be with.</summary>
    private static ByteArrayContent Empty() => new([]);

    private ValueTask<SignedUrl> IssueAsync(string name, Permissions permission, GcsSigner signer = GcsSigner.ServiceAccount) =>
        IssuerOf(signer).IssueUrlAsync(
        new KeyRequest(Object(name), permission)
        {
            Constraints = new() { ContentType = "video/mp4", Metadata = new Dictionary<string, string> { ["owner"] = "42" } },
            Extras = [new GcsResumableUpload()],
        });

    private async Task<Uri> StartAsync(string name, Permissions permission = Permissions.Write, GcsSigner signer = GcsSigner.ServiceAccount)
    {
        using HttpRequestMessage request = (await IssueAsync(name, permission, signer)).CreateRequest(Empty());
        using HttpResponseMessage response = await Server.Client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.Created);
        Uri session = response.Headers.Location!;
        session.OriginalString.Should().NotContain("X-Goog-", "the session is a key of its own");
        return session;
    }

    private async Task<(HttpStatusCode Status, string? Range)> PutAsync(Uri session, byte[] chunk, string? contentRange)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, session) { Content = new ByteArrayContent(chunk) };
        if (contentRange is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Range", contentRange);
        }

        using HttpResponseMessage response = await Server.Client.SendAsync(request);
        return (response.StatusCode, response.Headers.TryGetValues("Range", out IEnumerable<string>? range) ? range.Single() : null);
    }
}
