using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>The module is served to everybody, as it is in the package.</summary>
[Parallelizable]
internal sealed class ScriptEndpointTests
{
    private const string Path = "/valetkey.js";

    private static readonly string Source = File.ReadAllText(Repository.PathTo("ValetKey.AspNetCore", "Contract", "valetkey.js"));

    [Test]
    public async Task It_is_the_module_of_the_package_and_a_cache_asks_each_time()
    {
        await using UploadApp app = await StartAsync();

        using HttpResponseMessage answer = await app.Client.GetAsync(new Uri(app.Url, Path));
        using HttpResponseMessage head = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(app.Url, Path)));

        (await answer.Content.ReadAsStringAsync()).Should().Be(Source);
        foreach (HttpResponseMessage one in new[] { answer, head })
        {
            one.StatusCode.Should().Be(HttpStatusCode.OK);
            one.Content.Headers.ContentType!.ToString().Should().Be("text/javascript; charset=utf-8");
            one.Content.Headers.ContentLength.Should().Be(Encoding.UTF8.GetByteCount(Source));
            one.Headers.CacheControl!.ToString().Should().Be("no-cache");
            one.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            one.Headers.ETag.Should().NotBeNull().And.Be(answer.Headers.ETag);
        }

        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task A_cache_that_has_it_gets_no_bytes_and_one_that_has_another_gets_it()
    {
        await using UploadApp app = await StartAsync();
        using HttpResponseMessage first = await app.Client.GetAsync(new Uri(app.Url, Path));

        using HttpResponseMessage again = await AskAsync(app, first.Headers.ETag!.Tag);
        using HttpResponseMessage other = await AskAsync(app, "\"0000000000000000\"");

        again.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        other.StatusCode.Should().Be(HttpStatusCode.OK);

        static Task<HttpResponseMessage> AskAsync(UploadApp app, string tag)
        {
            HttpRequestMessage request = new(HttpMethod.Get, new Uri(app.Url, Path));
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            return app.Client.SendAsync(request);
        }
    }

    [Test]
    public async Task A_fallback_policy_that_demands_users_does_not_shut_it_and_the_application_can()
    {
        await using UploadApp app = await StartAsync(web =>
        {
            web.MapValetKeyScript("/closed.js").RequireAuthorization();
            web.MapGet("/other", () => "closed by the fallback policy");
        });

        (await app.As(null).SendAsync(HttpMethod.Get, Path)).ShouldBe(HttpStatusCode.OK);
        (await app.As(null).SendAsync(HttpMethod.Get, "/other")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.As(null).SendAsync(HttpMethod.Get, "/closed.js")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.As("anna").SendAsync(HttpMethod.Get, "/closed.js")).ShouldBe(HttpStatusCode.OK);
    }

    private static Task<UploadApp> StartAsync(Action<WebApplication>? map = null) => UploadApp.StartAsync(
        services: services => services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
        map: (web, _) =>
        {
            web.MapValetKeyScript();
            map?.Invoke(web);
        });
}
