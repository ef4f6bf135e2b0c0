using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>What users have stored is data to a browser that opens it, never a page of the application's origin.</summary>
public sealed class DownloadSafetyTests : LocalTests
{
    private const string Policy = "default-src 'none'; sandbox";

    [TestCase("text/html")]
    [TestCase("TEXT/HTML; charset=utf-8")]
    [TestCase("image/svg+xml")]
    [TestCase("Image/SVG+XML;x=y")]
    [TestCase("application/xhtml+xml")]
    [TestCase("text/xml")]
    [TestCase("application/xml")]
    [TestCase("text/xsl")]
    [TestCase("image/x+xml")]
    [TestCase("video/x+xml")]
    [TestCase("multipart/x-mixed-replace; boundary=x")]
    [TestCase("message/rfc822")]
    [TestCase("text/javascript")]
    [TestCase("text/css")]
    [TestCase("application/octet-stream")]
    [TestCase("image/png,text/html")]
    [TestCase("image/png text/html")]
    [TestCase("image/*")]
    [TestCase("image")]
    [TestCase("image/")]
    [TestCase(";image/png")]
    [TestCase("nonsense")]
    [TestCase(null)]
    public async Task What_a_browser_may_run_is_saved_and_not_shown(string? type)
    {
        Answer answer = await DownloadAsync(Bodies.Text("<script>1</script>", type));

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Disposition").Should().Be("attachment");
        ShouldBeGuarded(answer);
    }

    [TestCase("image/png")]
    [TestCase("IMAGE/JPEG")]
    [TestCase("image/webp; q=1")]
    [TestCase("image/gif")]
    [TestCase("image/avif")]
    [TestCase("audio/mpeg")]
    [TestCase("audio/ogg; codecs=opus")]
    [TestCase("video/mp4")]
    [TestCase("application/pdf")]
    [TestCase("text/plain")]
    [TestCase("text/plain; charset=utf-8")]
    public async Task What_no_browser_runs_is_shown_as_it_was_stored(string type)
    {
        Answer bare = await DownloadAsync(Bodies.Text("x", type));
        Answer named = await DownloadAsync(Disposed("x", type, "inline; filename=x"));

        bare.Headers.Should().NotContainKey("Content-Disposition");
        named.Header("Content-Disposition").Should().Be("inline; filename=x");
        ShouldBeGuarded(bare);
        ShouldBeGuarded(named);
    }

    [TestCase("inline", "attachment")]
    [TestCase("INLINE; filename=\"a; b.html\"", "attachment; filename=\"a; b.html\"")]
    [TestCase("attachment; filename*=UTF-8''%E2%82%AC.html", "attachment; filename*=UTF-8''%E2%82%AC.html")]
    [TestCase("Attachment ; filename=a.html", "attachment; filename=a.html")]
    [TestCase("x; filename=a.html", "attachment; filename=a.html")]
    [TestCase("attachment, inline", "attachment")]
    [TestCase("inline, attachment; filename=a.html", "attachment")]
    [TestCase("filename=a.html", "attachment")]
    [TestCase("; filename=a.html", "attachment")]
    [TestCase("attachment; filename=\"a", "attachment")]
    public async Task An_uploader_cannot_have_a_page_shown(string stored, string sent)
    {
        Answer answer = await DownloadAsync(Disposed("<script>1</script>", "text/html", stored));

        answer.Header("Content-Disposition").Should().Be(sent);
        ShouldBeGuarded(answer);
    }

    [TestCase("inline")]
    [TestCase("Inline; filename=a.html")]
    public async Task The_key_may_have_a_page_shown_which_then_runs_nothing(string disposition)
    {
        Answer answer = await DownloadAsync(Bodies.Text("x", "text/html"), new ResponseOverrides { ContentDisposition = disposition });

        answer.Header("Content-Disposition").Should().Be(disposition);
        ShouldBeGuarded(answer);
    }

    [TestCase("text/plain", "text/html", "attachment")]
    [TestCase("image/png", "image/svg+xml", "attachment")]
    [TestCase("text/html", "text/plain", null)]
    public async Task The_type_that_the_key_sets_counts(string stored, string overridden, string? disposition)
    {
        Answer answer = await DownloadAsync(Bodies.Text("x", stored), new ResponseOverrides { ContentType = overridden });

        answer.Header("Content-Type").Should().Be(overridden);
        answer.Header("Content-Disposition").Should().Be(disposition);
        ShouldBeGuarded(answer);
    }

    [Test]
    public async Task Every_answer_is_guarded()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Bodies.Text("x"));
        Answer stored = await Storage.StoreAsync(container, "o", Bodies.Text("<script>1</script>", "text/html"));
        SignedUrl read = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read);
        SignedUrl head = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.ReadProperties);
        SignedUrl list = await Storage.UrlAsync(KeyScope.ForContainer(container), Permissions.List);
        SignedUrl none = await Storage.UrlAsync(KeyScope.ForObject(container, "none"), Permissions.Read);

        (HttpStatusCode Status, Answer Answer)[] answers =
        [
            (HttpStatusCode.OK, await Storage.SendAsync(head)),
            (HttpStatusCode.PartialContent, await ReadAsync("Range", "bytes=1-3")),
            (HttpStatusCode.RequestedRangeNotSatisfiable, await ReadAsync("Range", "bytes=99-")),
            (HttpStatusCode.NotModified, await ReadAsync("If-None-Match", stored.Header("ETag")!)),
            (HttpStatusCode.PreconditionFailed, await ReadAsync("If-Match", "\"other\"")),
            (HttpStatusCode.NotFound, await Storage.SendAsync(none)),
            (HttpStatusCode.Forbidden, await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Storage.Host.Url, "c/o")))),
            (HttpStatusCode.OK, await Storage.SendAsync(list)),
            (HttpStatusCode.OK, stored),
        ];

        foreach ((HttpStatusCode status, Answer answer) in answers)
        {
            answer.ShouldBe(status);
            ShouldBeGuarded(answer);
        }

        answers[0].Answer.Header("Content-Disposition").Should().Be("attachment");
        answers[1].Answer.Header("Content-Disposition").Should().Be("attachment");

        Task<Answer> ReadAsync(string header, string value) => Storage.SendAsync(read, change: request => request.Headers.Add(header, value));
    }

    private static void ShouldBeGuarded(Answer answer)
    {
        answer.Header("Content-Security-Policy").Should().Be(Policy);
        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
        answer.Header("Cross-Origin-Resource-Policy").Should().Be("same-site");
    }

    private static ByteArrayContent Disposed(string text, string type, string disposition)
    {
        ByteArrayContent content = Bodies.Text(text, type);
        content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        return content;
    }

    private async Task<Answer> DownloadAsync(HttpContent content, ResponseOverrides? response = null)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", content);
        return await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read, new() { Response = response }));
    }
}
