using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>The way to what a user may download, and keys that clients ask for by a name.</summary>
internal sealed class DownloadEndpointTests
{
    private readonly TestDownload _known = new();
    private UploadApp _app = null!;
    private UploadClient _anna = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _app = await UploadApp.StartAsync(
            services: services => services.AddSingleton(_known),
            map: (web, _) =>
            {
                web.MapDownloads<TestDownloads>("/files/{name}", "store");
                web.MapKeys<TestKeys>("/keys", "store");
            });
        _anna = _app.As("anna");
        Offer offer = await _anna.UploadAsync("0123456789", "digits.txt", "text/plain");
        _known.Download = new Download((await _app.Ledger.FindAsync(offer.Id))!.Object);
    }

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task A_redirect_leads_to_the_object_and_ranges_pass()
    {
        Answer redirect = await _anna.SendAsync(HttpMethod.Get, "/files/digits");
        redirect.ShouldBe(HttpStatusCode.Redirect);

        using HttpRequestMessage ranged = new(HttpMethod.Get, redirect.Header("Location"));
        ranged.Headers.Range = new RangeHeaderValue(2, 4);
        Answer part = await Answer.OfAsync(await _app.Client.SendAsync(ranged));

        part.ShouldBe(HttpStatusCode.PartialContent);
        part.Text.Should().Be("234");
        redirect.Header("Cache-Control").Should().Be("private, max-age=890");
        redirect.Header("Vary").Should().Be("Accept, Cookie, Authorization");
        redirect.Body.Should().BeEmpty();
    }

    [Test]
    public async Task A_HEAD_is_redirected_to_where_a_HEAD_is_answered()
    {
        Answer redirect = await _anna.SendAsync(HttpMethod.Head, "/files/digits");
        redirect.ShouldBe(HttpStatusCode.Redirect);

        Answer head = await Answer.OfAsync(await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, redirect.Header("Location"))));

        head.ShouldBe(HttpStatusCode.OK);
        head.Header("Content-Length").Should().Be("10");
    }

    [TestCase("application/json", true)]
    [TestCase("text/html, application/json;q=0.5", true)]
    [TestCase("application/json;q=0, */*", false)]
    [TestCase("*/*", false)]
    [TestCase("application/*", false)]
    [TestCase("nonsense,,;", false)]
    public async Task Who_accepts_JSON_gets_the_key_itself(string accept, bool isKey)
    {
        Answer answer = await _anna.SendAsync(
            HttpMethod.Get, "/files/digits", change: request => request.Headers.TryAddWithoutValidation("Accept", accept));

        answer.ShouldBe(isKey ? HttpStatusCode.OK : HttpStatusCode.Redirect);
        if (isKey)
        {
            answer.Header("Content-Type").Should().Be("application/json");
            answer.Header("Vary").Should().Be("Accept, Cookie, Authorization");
            answer.Header("Cache-Control").Should().StartWith("private, max-age=");
            (await _app.Client.GetStringAsync(answer.Json.GetProperty("url").GetString())).Should().Be("0123456789");
        }
    }

    [Test]
    public async Task Within_its_window_a_user_gets_the_same_address_and_then_another()
    {
        string first = await LocationAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        string soon = await LocationAsync();
        _app.Time.Advance(TimeSpan.FromMinutes(5));
        string later = await LocationAsync();

        soon.Should().Be(first);
        later.Should().NotBe(first);
    }

    [Test]
    public async Task What_is_not_there_and_what_is_not_for_the_user_look_alike_and_are_not_kept()
    {
        Answer gone = await _anna.SendAsync(HttpMethod.Get, "/files/unknown");
        Answer anothers = await _app.As("bob").SendAsync(HttpMethod.Get, "/files/digits");

        gone.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        anothers.Text.Should().Be(gone.Text);
        (await _app.As(null).SendAsync(HttpMethod.Get, "/files/digits")).ShouldBe(HttpStatusCode.Unauthorized);
        (await _anna.SendAsync(HttpMethod.Post, "/files/digits")).ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [TestCase("plain.txt")]
    [TestCase("Käse \"fein\".pdf")]
    [TestCase("отчёт за год.docx")]
    [TestCase("写真 🗝️.jpg")]
    [TestCase("a;b=c,d%20e'f.txt")]
    [TestCase("back\\slash.txt")]
    public async Task A_file_name_in_any_script_arrives_at_the_browser(string name)
    {
        _known.Download = _known.Download with { FileName = name };

        using HttpResponseMessage answer = await _app.Client.GetAsync(await LocationAsync());

        ContentDispositionHeaderValue disposition = answer.Content.Headers.ContentDisposition!;
        disposition.DispositionType.Should().Be("attachment");
        disposition.FileNameStar.Should().Be(name);
    }

    [Test]
    public async Task A_file_name_cannot_break_out_of_its_header()
    {
        _known.Download = _known.Download with { FileName = "a\r\nSet-Cookie: x=y\r\n\0\"; filename=evil.exe" };

        Answer redirect = await _anna.SendAsync(HttpMethod.Get, "/files/digits");
        Answer answer = await Answer.OfAsync(await _app.Client.GetAsync(redirect.Header("Location")));

        answer.Headers.Should().NotContainKey("Set-Cookie");
        ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!).Parameters.Select(parameter => parameter.Name)
            .Should().Equal("filename", "filename*");
    }

    [Test]
    public async Task A_handler_that_would_show_what_is_staged_is_stopped()
    {
        Offer staged = await _anna.OfferAsync(5);
        await _anna.BringAsync(staged, new byte[5]);
        _known.Download = new Download(KeyScope.ForObject(TestUploads.Container, $".staging/{staged.Id}"));

        Answer answer = await _anna.SendAsync(HttpMethod.Get, "/files/digits");

        answer.ShouldBeProblem(HttpStatusCode.Forbidden, "denied");
        answer.Header("Location").Should().BeNull();
    }

    [Test]
    public async Task A_key_is_handed_out_by_its_name_alone_on_the_users_behalf()
    {
        Answer answer = await _anna.SendAsync(HttpMethod.Post, "/keys/pictures");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Header("Cache-Control").Should().Be("no-store");
        answer.Json.GetProperty("scope").GetString().Should().Be("prefix:media/anna/");
        foreach (string name in new[] { "unknown", "container:media", "prefix:media%2F", "pictures%2F..", "Pictures" })
        {
            (await _anna.SendAsync(HttpMethod.Post, $"/keys/{name}")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Test]
    public async Task Keys_are_for_users_and_the_applications_own_pages()
    {
        (await _app.As(null).SendAsync(HttpMethod.Post, "/keys/pictures")).ShouldBe(HttpStatusCode.Unauthorized);
        (await _anna.SendAsync(HttpMethod.Get, "/keys/pictures")).ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await _anna.SendAsync(HttpMethod.Post, "/keys/pictures", change: request => request.Headers.Add("Sec-Fetch-Site", "cross-site")))
            .ShouldBeProblem(HttpStatusCode.Forbidden, "cross-origin");
        (await _anna.SendAsync(HttpMethod.Post, "/keys/all")).ShouldBeProblem(HttpStatusCode.Forbidden, "denied");
    }

    private async Task<string> LocationAsync() => (await _anna.SendAsync(HttpMethod.Get, "/files/digits")).Header("Location")!;
}
