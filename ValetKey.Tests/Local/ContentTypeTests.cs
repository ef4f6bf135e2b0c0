using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>A content type or a family, in all three forms.</summary>
public sealed class ContentTypeTests : LocalTests
{
    [TestCase("image/png", "image/png", true)]
    [TestCase("image/png", "image/jpeg", false)]
    [TestCase("image/png", "IMAGE/PNG", false)]
    [TestCase("image/png", "image/png; q=1", false)]
    [TestCase("image/png", "image/pngx", false)]
    [TestCase("image/png", "image/", false)]
    [TestCase("image/png", null, false)]
    [TestCase("text/plain; charset=utf-8", "text/plain; charset=utf-8", true)]
    [TestCase("text/plain; charset=utf-8", "text/plain", false)]
    [TestCase("text/plain; charset=utf-8", "text/plain; charset=utf-16", false)]
    [TestCase("image/*", "image/png", true)]
    [TestCase("image/*", "Image/PNG", true)]
    [TestCase("image/*", "image/svg+xml; charset=utf-8", true)]
    [TestCase("image/*", "text/html", false)]
    [TestCase("image/*", "imagex/png", false)]
    [TestCase("image/*", "image/", false)]
    [TestCase("image/*", "image", false)]
    [TestCase("image/*", "image/*", false)]
    [TestCase("image/*", "image/png, text/html", false)]
    [TestCase("image/*", "text/html;x=image/png", false)]
    [TestCase("image/*", null, false)]
    public async Task A_content_type_binds_every_form_of_key(string demanded, string? sent, bool fits)
    {
        string container = Storage.NewContainer();
        KeyConstraints constraints = new() { ContentType = demanded };
        SignedUrl url = await Storage.UrlAsync(KeyScope.ForObject(container, "url"), Permissions.Create, constraints);
        SignedQuery query = await Storage.QueryAsync(KeyScope.ForContainer(container), Permissions.Create | Permissions.Append, constraints);
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "form"), Permissions.Create, constraints);

        Answer[] answers =
        [
            await Storage.SendAsync(Put(url.Url, sent)),
            await Storage.SendAsync(Put($"{query.BaseUrl}/query?{query.Query}", sent)),
            await Storage.SendAsync(Put($"{query.BaseUrl}/append?{query.Query}", sent, HttpMethod.Post)),
            await Storage.SendAsync(
                Multipart.Of(form, (field, value) => field == "Content-Type" ? sent : value).File("x", contentType: null).PostTo(form.Url)),
        ];

        answers.Should().AllSatisfy(answer =>
        {
            if (fits)
            {
                answer.ShouldBe(HttpStatusCode.Created);
            }
            else
            {
                answer.ShouldForbid(LocalRefusalReasons.ContentTypeMismatch);
            }
        });
        string[] expected = fits ? ["append", "form", "query", "url"] : [];
        (await Storage.NamesAsync(container)).Should().Equal(expected);
    }

    [Test]
    public async Task The_stored_type_is_the_one_that_was_sent()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", Bodies.Text("x", "image/svg+xml; charset=utf-8"));

        Answer answer = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read));

        answer.Header("Content-Type").Should().Be("image/svg+xml; charset=utf-8");
        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
    }

    [TestCase("Content-Type", "text/plain\u00e9")]
    [TestCase("Content-Disposition", "attachment; filename=\u00e9.txt")]
    [TestCase("Cache-Control", "caf\u00e9")]
    [TestCase("Content-Language", "fran\u00e7ais")]
    [TestCase("x-valetkey-meta-a", "\u00e9")]
    [TestCase("x-valetkey-meta-(a)", "value")]
    [TestCase("x-valetkey-meta-", "value")]
    public async Task A_header_that_no_answer_could_bear_is_refused_at_the_upload(string name, string value)
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Create);
        byte[] request = System.Text.Encoding.UTF8.GetBytes(
            RawHttp.Get(key.ToUri().PathAndQuery, "PUT", "Content-Length: 1", $"{name}: {value}") + "x");

        string answer = await RawHttp.SendAsync(Storage.Host.Url, request);

        RawHttp.StatusOf(answer).Should().Be(400, answer);
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    private static HttpRequestMessage Put(string url, string? contentType, HttpMethod? method = null) =>
        new(method ?? HttpMethod.Put, url) { Content = Bodies.Text("x", contentType) };
}
