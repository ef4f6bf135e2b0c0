using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>The headers that a key sets on downloads.</summary>
public sealed class ResponseTests : LocalTests
{
    private static readonly ResponseOverrides Overrides = new()
    {
        ContentType = "text/x-odd; charset=utf-8",
        ContentDisposition = "attachment; filename=\"a b&c=d%.txt\"; filename*=UTF-8''%E2%82%AC.txt",
        CacheControl = "private, max-age=60",
        ContentEncoding = "identity",
        ContentLanguage = "de-CH, en",
    };

    [Test]
    public async Task A_download_bears_the_keys_headers(
        [Values(Permissions.Read, Permissions.ReadProperties)] Permissions permission, [Values] bool asQuery)
    {
        string container = Storage.NewContainer();
        await StoreAsync(container);
        KeyConstraints constraints = new() { Response = Overrides };

        Answer answer = asQuery
            ? await Storage.SendAsync(
                (await Storage.QueryAsync(KeyScope.ForContainer(container), permission, constraints)).CreateRequest(permission, "o"))
            : await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), permission, constraints));

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Type").Should().Be(Overrides.ContentType);
        answer.Header("Content-Disposition").Should().Be(Overrides.ContentDisposition);
        answer.Header("Cache-Control").Should().Be(Overrides.CacheControl);
        answer.Header("Content-Encoding").Should().Be(Overrides.ContentEncoding);
        answer.Header("Content-Language").Should().Be(Overrides.ContentLanguage);
    }

    [Test]
    public async Task What_the_key_does_not_set_is_as_it_was_stored()
    {
        string container = Storage.NewContainer();
        await StoreAsync(container);
        KeyConstraints constraints = new() { Response = new ResponseOverrides { ContentDisposition = "attachment" } };

        Answer answer = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read, constraints));

        answer.Header("Content-Disposition").Should().Be("attachment");
        answer.Header("Content-Type").Should().Be("text/plain");
        answer.Header("Cache-Control").Should().Be("no-cache");
        answer.Header("Content-Language").Should().Be("fr");
    }

    [TestCase("&rd=inline")]
    [TestCase("&response-content-disposition=inline")]
    [TestCase("&x")]
    [TestCase("&")]
    [TestCase("&=")]
    public async Task A_client_sets_no_header_by_itself(string added)
    {
        string container = Storage.NewContainer();
        await StoreAsync(container);
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read);

        Answer answer = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, key.Url + added));

        answer.ShouldForbid(ValetKey.Local.LocalRefusalReasons.KeyMalformed);
    }

    private async Task StoreAsync(string container)
    {
        ByteArrayContent content = Bodies.Text("x", "text/plain");
        content.Headers.ContentLanguage.Add("fr");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Create);
        Answer answer = await Storage.SendAsync(key, content, request => request.Headers.TryAddWithoutValidation("Cache-Control", "no-cache"));
        answer.ShouldBe(HttpStatusCode.Created);
    }
}
