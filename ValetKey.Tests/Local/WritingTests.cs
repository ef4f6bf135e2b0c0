using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Creating, overwriting, appending, deleting.</summary>
public sealed class WritingTests : LocalTests
{
    [Test]
    public async Task Create_never_overwrites()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Create);

        Answer first = await Storage.SendAsync(key, Bodies.Text("first"));
        Answer second = await Storage.SendAsync(key, Bodies.Text("second"));

        first.ShouldBe(HttpStatusCode.Created);
        second.ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ObjectExists);
        (await Storage.FetchAsync(container, "o")).Should().Be("first");
    }

    [Test]
    public async Task Write_creates_and_overwrites_with_all_that_belongs_to_it()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Write);

        Answer first = await Storage.SendAsync(key, Bodies.Text("first", "text/one"), request => request.Headers.Add("x-valetkey-meta-a", "1"));
        Answer second = await Storage.SendAsync(key, Bodies.Text("second!", "text/two"));
        Answer read = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read));

        first.ShouldBe(HttpStatusCode.Created);
        second.ShouldBe(HttpStatusCode.OK);
        second.Header("ETag").Should().NotBe(first.Header("ETag")).And.Be(read.Header("ETag"));
        read.Text.Should().Be("second!");
        read.Header("Content-Type").Should().Be("text/two");
        read.Headers.Should().NotContainKey("x-valetkey-meta-a");
    }

    [Test]
    public async Task Append_creates_and_continues_under_the_first_headers()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Append);

        Answer first = await Storage.SendAsync(key, Bodies.Text("one ", "text/one"));
        Answer second = await Storage.SendAsync(key, Bodies.Text("two", "text/two"));
        Answer read = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read));

        first.ShouldBe(HttpStatusCode.Created);
        second.ShouldBe(HttpStatusCode.OK);
        read.Text.Should().Be("one two");
        read.Header("Content-Type").Should().Be("text/one");
    }

    [Test]
    public async Task Deleting_leaves_nothing_and_says_so_the_second_time()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "x");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Delete);

        Answer first = await Storage.SendAsync(key);
        Answer second = await Storage.SendAsync(key);

        first.ShouldBe(HttpStatusCode.NoContent);
        second.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.NotFound);
        (await Storage.FetchAsync(container, "o")).Should().BeNull();
    }

    [TestCase("If-Match", "{etag}", true)]
    [TestCase("If-Match", "\"other\", {etag}", true)]
    [TestCase("If-Match", "*", true)]
    [TestCase("If-Match", "\"other\"", false)]
    [TestCase("If-Match", "W/{etag}", false)]
    [TestCase("If-None-Match", "\"other\"", true)]
    [TestCase("If-None-Match", "{etag}", false)]
    [TestCase("If-None-Match", "W/{etag}", false)]
    [TestCase("If-None-Match", "*", false)]
    [TestCase("If-Unmodified-Since", "{now}", true)]
    [TestCase("If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", false)]
    public async Task A_precondition_holds_or_nothing_is_changed(string header, string value, bool holds)
    {
        string container = Storage.NewContainer();
        Answer stored = await Storage.StoreAsync(container, "o", "old");
        await Storage.StoreAsync(container, "log", "old"); // Of the same tag, which an append changes.
        string sent = value.Replace("{etag}", stored.Header("ETag")).Replace("{now}", Storage.Time.GetUtcNow().ToString("R"));
        KeyScope scope = KeyScope.ForObject(container, "o");
        SignedUrl write = await Storage.UrlAsync(scope, Permissions.Write);
        SignedUrl append = await Storage.UrlAsync(KeyScope.ForObject(container, "log"), Permissions.Append);
        SignedUrl delete = await Storage.UrlAsync(scope, Permissions.Delete);

        List<Answer> answers = [await SendAsync(write, "old"), await SendAsync(append, "!"), await SendAsync(delete, null)];

        if (holds)
        {
            answers.Should().AllSatisfy(answer => answer.IsSuccess.Should().BeTrue(answer.Text));
        }
        else
        {
            answers.Should().AllSatisfy(answer => answer.ShouldRefuse(HttpStatusCode.PreconditionFailed, LocalRefusalReasons.PreconditionFailed));
        }

        (await Storage.FetchAsync(container, "o")).Should().Be(holds ? null : "old");
        (await Storage.FetchAsync(container, "log")).Should().Be(holds ? "old!" : "old");

        Task<Answer> SendAsync(SignedUrl key, string? body) => Storage.SendAsync(
            key, body is null ? null : Bodies.Text(body), request => request.Headers.TryAddWithoutValidation(header, sent));
    }

    [TestCase("If-Match", "*", HttpStatusCode.PreconditionFailed)]
    [TestCase("If-Unmodified-Since", "Mon, 01 Jan 2035 00:00:00 GMT", HttpStatusCode.PreconditionFailed)]
    [TestCase("If-None-Match", "*", HttpStatusCode.Created)]
    public async Task A_precondition_on_what_is_not_there(string header, string value, HttpStatusCode status)
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Write);

        Answer answer = await Storage.SendAsync(key, Bodies.Text("x"), request => request.Headers.TryAddWithoutValidation(header, value));

        answer.ShouldBe(status);
    }

    [Test]
    public async Task An_unreadable_precondition_is_refused_not_ignored(
        [Values("If-Match", "If-None-Match")] string header, [Values("etag", "\"a", "\"a\" \"b\"", "\"a\", b", "W/", ",", " ")] string value)
    {
        await CheckUnreadableAsync(header, value);
    }

    [TestCase("yesterday")]
    [TestCase("2026-01-01")]
    [TestCase("Mon, 99 Jan 2026 00:00:00 GMT")]
    public Task An_unreadable_date_is_refused_not_ignored(string value) => CheckUnreadableAsync("If-Unmodified-Since", value);

    private async Task CheckUnreadableAsync(string header, string value)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "old");
        SignedUrl write = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Write);
        SignedUrl delete = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Delete);

        string put = await Storage.SendRawAsync(RawHttp.Get(write.ToUri().PathAndQuery, "PUT", "Content-Length: 0", $"{header}: {value}"));
        string deleted = await Storage.SendRawAsync(RawHttp.Get(delete.ToUri().PathAndQuery, "DELETE", $"{header}: {value}"));

        RawHttp.StatusOf(put).Should().Be(400, put);
        RawHttp.StatusOf(deleted).Should().Be(400, deleted);
        (await Storage.FetchAsync(container, "o")).Should().Be("old");
    }
}
