using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local;

/// <summary>Pages of other origins: those of the options may call, others may not read.</summary>
public sealed class CrossOriginTests : LocalTests
{
    private const string Allowed = "https://app.example";

    protected override Task<TestStorage> StartAsync() => TestStorage.StartAsync(options => options.AllowedOrigins.Add(Allowed));

    [Test]
    public async Task A_preflight_of_an_allowed_origin_is_answered_without_a_key([Values("GET", "HEAD", "PUT", "POST", "DELETE")] string method)
    {
        Answer answer = await PreflightAsync(Storage, Allowed, method);

        answer.ShouldBe(HttpStatusCode.NoContent);
        answer.Header("Access-Control-Allow-Origin").Should().Be(Allowed);
        answer.Header("Access-Control-Allow-Methods").Should().Contain(method);
        answer.Header("Access-Control-Allow-Headers").Should().ContainAll("x-valetkey-meta-a", "content-type");
        answer.Headers.Should().NotContainKey("Access-Control-Allow-Credentials");
    }

    [Test]
    public async Task What_a_key_asks_for_an_allowed_origin_gets_and_another_does_not()
    {
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Create, new()
        {
            ContentLength = LengthRange.Exactly(1),
            Metadata = new Dictionary<string, string> { ["a"] = "b" },
        });
        CorsRule rule = key.RequiredCors(Allowed);

        Answer allowed = await Storage.SendAsync(Browser.Preflight(key.CreateRequest(Browser.File([1]))));
        Answer other = await Storage.SendAsync(Browser.Preflight(key.CreateRequest(Browser.File([1])), origin: "https://evil.example"));

        allowed.Header("Access-Control-Allow-Methods").Should().ContainAll(rule.Methods);
        allowed.Header("Access-Control-Allow-Headers").Should().ContainAll(rule.RequestHeaders);
        other.Headers.Should().NotContainKey("Access-Control-Allow-Methods");
    }

    [TestCase("https://evil.example")]
    [TestCase("http://app.example")]
    [TestCase("https://app.example.evil.example")]
    [TestCase("https://app.example:8443")]
    [TestCase("null")]
    public async Task Another_origin_gets_no_leave(string origin)
    {
        await Storage.StoreAsync("c", "o", "x");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        Answer preflight = await PreflightAsync(Storage, origin, "PUT");
        Answer actual = await Storage.SendAsync(key, change: request => request.Headers.Add("Origin", origin));

        preflight.Headers.Keys.Should().NotContain(name => name.StartsWith("Access-Control"));
        actual.Headers.Keys.Should().NotContain(name => name.StartsWith("Access-Control"));
    }

    [Test]
    public async Task An_allowed_origin_may_read_answers_and_refusals()
    {
        await Storage.StoreAsync("c", "o", "x");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        Answer actual = await Storage.SendAsync(key, change: request => request.Headers.Add("Origin", Allowed));
        HttpRequestMessage without = new(HttpMethod.Get, new Uri(Storage.Host.Url, "c/o"));
        without.Headers.Add("Origin", Allowed);
        Answer refused = await Storage.SendAsync(without);

        actual.Text.Should().Be("x");
        actual.Header("Access-Control-Allow-Origin").Should().Be(Allowed);
        actual.Header("Access-Control-Expose-Headers").Should().Contain("ETag");
        refused.ShouldForbid(LocalRefusalReasons.KeyMissing);
        refused.Header("Access-Control-Allow-Origin").Should().Be(Allowed);
    }

    [Test]
    public async Task Any_origin_may_when_the_options_say_so()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.AllowedOrigins.Add("*"));

        (await PreflightAsync(storage, "https://anyone.example", "PUT")).Header("Access-Control-Allow-Origin").Should().Be("*");
    }

    [Test]
    public async Task Without_origins_there_is_no_leave_for_any()
    {
        await using TestStorage storage = await TestStorage.StartAsync();

        Answer answer = await PreflightAsync(storage, Allowed, "PUT");

        answer.IsSuccess.Should().BeFalse();
        answer.Headers.Keys.Should().NotContain(name => name.StartsWith("Access-Control"));
    }

    [Test]
    public async Task A_shared_cache_keeps_the_origins_apart(
        [Values(Allowed, "https://evil.example", null)] string? origin, [Values(0, 1, 2)] int origins)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options =>
        {
            foreach (string allowed in new[] { Allowed, "https://other.example" }.Take(origins))
            {
                options.AllowedOrigins.Add(allowed);
            }
        });
        await storage.StoreAsync("c", "o", "x");
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        Answer[] answers =
        [
            await storage.SendAsync(key, change: From),
            await storage.SendAsync(key, change: request =>
            {
                From(request);
                request.Headers.Add("If-None-Match", "*");
            }),
            await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject("c", "none"), Permissions.Read), change: From),
            await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write), Bodies.Text("y"), From),
            await PreflightAsync(storage, origin ?? "null", "PUT"),
        ];

        answers.Should().AllSatisfy(answer => answer.Header("Vary").Should().Be("Origin"));

        void From(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Origin", origin is null ? [] : [origin]);
    }

    [Test]
    public async Task Any_origin_is_told_from_none()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.AllowedOrigins.Add("*"));

        (await PreflightAsync(storage, Allowed, "PUT")).Header("Vary").Should().Be("Origin");
    }

    [Test]
    public async Task An_allowed_page_may_read_each_header_of_the_metadata()
    {
        ByteArrayContent content = Bodies.Text("x");
        content.Headers.Add("x-valetkey-meta-Owner", "u 42");
        content.Headers.Add("x-valetkey-meta-a!b", "1");
        await Storage.StoreAsync("m", "with", content);
        await Storage.StoreAsync("m", "without", "x");

        Answer with = await FetchAsync("with", Allowed);
        Answer without = await FetchAsync("without", Allowed);
        Answer foreign = await FetchAsync("with", "https://evil.example");

        with.Header("x-valetkey-meta-owner").Should().Be("u 42");
        with.Header("Access-Control-Expose-Headers")!.Split(',').Should().BeEquivalentTo(
            "ETag", "Content-Range", "Content-Disposition", "x-valetkey-meta-owner", "x-valetkey-meta-a!b");
        without.Header("Access-Control-Expose-Headers")!.Split(',').Should().BeEquivalentTo("ETag", "Content-Range", "Content-Disposition");
        foreign.Headers.Should().NotContainKey("Access-Control-Expose-Headers");

        async Task<Answer> FetchAsync(string name, string origin) => await Storage.SendAsync(
            await Storage.UrlAsync(KeyScope.ForObject("m", name), Permissions.Read), change: request => request.Headers.Add("Origin", origin));
    }

    [TestCase("https://bücher.example", "https://xn--bcher-kva.example")]
    [TestCase("https://BÜCHER.example:8443", "https://xn--bcher-kva.example:8443")]
    [TestCase("http://例え.テスト", "http://xn--r8jz45g.xn--zckzah")]
    [TestCase("https://xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [TestCase("HTTPS://App.Example", "https://app.example")]
    [TestCase("http://[::1]:5000", "http://[::1]:5000")]
    public async Task Origins_match_as_browsers_write_them(string option, string sent)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.AllowedOrigins.Add(option));

        (await PreflightAsync(storage, sent, "PUT")).Header("Access-Control-Allow-Origin").Should().Be(sent);
        (await PreflightAsync(storage, sent.Replace("://", "://x"), "PUT")).Headers.Should().NotContainKey("Access-Control-Allow-Origin");
    }

    private static Task<Answer> PreflightAsync(TestStorage storage, string origin, string method)
    {
        HttpRequestMessage request = new(HttpMethod.Options, new Uri(storage.Host.Url, "c/o"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-valetkey-meta-a");
        return storage.SendAsync(request);
    }
}
