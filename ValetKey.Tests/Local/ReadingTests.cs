using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>GET and HEAD with ranges and conditions.</summary>
public sealed class ReadingTests : LocalTests
{
    private const string Content = "0123456789";

    [TestCase("bytes=0-4", 206, "01234", "bytes 0-4/10")]
    [TestCase("bytes=5-", 206, "56789", "bytes 5-9/10")]
    [TestCase("bytes=-3", 206, "789", "bytes 7-9/10")]
    [TestCase("bytes=-100", 206, Content, "bytes 0-9/10")]
    [TestCase("bytes=8-100", 206, "89", "bytes 8-9/10")]
    [TestCase("bytes=9-9", 206, "9", "bytes 9-9/10")]
    [TestCase("bytes=10-", 416, "", "bytes */10")]
    [TestCase("bytes=10-20", 416, "", "bytes */10")]
    [TestCase("bytes=-0", 416, "", "bytes */10")]
    [TestCase("bytes=0-1,4-5", 200, Content, null)]
    [TestCase("bytes=5-4", 200, Content, null)]
    [TestCase("lines=1-2", 200, Content, null)]
    [TestCase("bytes=a-b", 200, Content, null)]
    [TestCase("bytes=99999999999999999999-", 200, Content, null)]
    public async Task A_range_gives_that_part(string range, int status, string content, string? contentRange)
    {
        (string container, _) = await StoreAsync();

        Answer get = await GetAsync(container, Permissions.Read, ("Range", range));

        ((int)get.Status).Should().Be(status);
        get.Text.Should().Be(content);
        get.Header("Content-Range").Should().Be(contentRange);
        get.Header("Accept-Ranges").Should().Be("bytes");
    }

    [Test]
    public async Task A_head_tells_all_that_a_get_does_without_the_content()
    {
        (string container, string etag) = await StoreAsync();

        Answer head = await GetAsync(container, Permissions.ReadProperties);

        head.ShouldBe(HttpStatusCode.OK);
        head.Body.Should().BeEmpty();
        head.Header("Content-Length").Should().Be("10");
        head.Header("ETag").Should().Be(etag);
        head.Header("Last-Modified").Should().Be(Storage.Time.GetUtcNow().ToString("R"));
        head.Header("Content-Type").Should().Be("application/octet-stream");
    }

    [TestCase("If-None-Match", "{etag}", 304)]
    [TestCase("If-None-Match", "W/{etag}", 304)]
    [TestCase("If-None-Match", "\"other\", {etag}", 304)]
    [TestCase("If-None-Match", "*", 304)]
    [TestCase("If-None-Match", "\"other\"", 200)]
    [TestCase("If-Match", "{etag}", 200)]
    [TestCase("If-Match", "*", 200)]
    [TestCase("If-Match", "\"other\"", 412)]
    [TestCase("If-Modified-Since", "{now}", 304)]
    [TestCase("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", 200)]
    [TestCase("If-Unmodified-Since", "{now}", 200)]
    [TestCase("If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", 412)]
    public async Task A_condition_is_answered(string header, string value, int status)
    {
        (string container, string etag) = await StoreAsync();
        string sent = value.Replace("{etag}", etag).Replace("{now}", Storage.Time.GetUtcNow().ToString("R"));

        Answer get = await GetAsync(container, Permissions.Read, (header, sent));
        Answer head = await GetAsync(container, Permissions.ReadProperties, (header, sent));

        ((int)get.Status).Should().Be(status);
        ((int)head.Status).Should().Be(status);
        get.Text.Should().Be(status == 200 ? Content : "");
        head.Body.Should().BeEmpty();
    }

    [TestCase("{etag}", 206)]
    [TestCase("\"other\"", 200)]
    [TestCase("W/{etag}", 200)]
    [TestCase("Mon, 01 Jan 2024 00:00:00 GMT", 200)]
    public async Task If_range_takes_the_part_only_of_the_same_object(string value, int status)
    {
        (string container, string etag) = await StoreAsync();

        Answer answer = await GetAsync(container, Permissions.Read, ("Range", "bytes=0-0"), ("If-Range", value.Replace("{etag}", etag)));

        ((int)answer.Status).Should().Be(status);
        answer.Text.Should().Be(status == 206 ? "0" : Content);
    }

    [Test]
    public async Task An_empty_object_can_be_read_and_has_no_part()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "");

        Answer whole = await GetAsync(container, Permissions.Read);
        Answer part = await GetAsync(container, Permissions.Read, ("Range", "bytes=0-0"));

        whole.ShouldBe(HttpStatusCode.OK);
        whole.Body.Should().BeEmpty();
        part.Body.Should().BeEmpty();
        ((int)part.Status).Should().BeOneOf(200, 416);
    }

    [Test]
    public async Task What_is_not_there_is_not_found_for_get_and_head()
    {
        string container = Storage.NewContainer();

        Answer get = await GetAsync(container, Permissions.Read);
        Answer head = await GetAsync(container, Permissions.ReadProperties);

        get.ShouldRefuse(HttpStatusCode.NotFound, ValetKey.Local.LocalRefusalReasons.NotFound);
        head.ShouldRefuse(HttpStatusCode.NotFound, ValetKey.Local.LocalRefusalReasons.NotFound);
        head.Body.Should().BeEmpty();
    }

    private async Task<(string Container, string ETag)> StoreAsync()
    {
        string container = Storage.NewContainer();
        Answer stored = await Storage.StoreAsync(container, "o", Content);
        return (container, stored.Header("ETag")!);
    }

    private async Task<Answer> GetAsync(string container, Permissions permission, params (string Name, string Value)[] headers) =>
        await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), permission), change: request =>
        {
            foreach ((string name, string value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        });
}
