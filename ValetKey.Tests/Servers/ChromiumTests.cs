using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>Chromium asks leave for requests to other origins, and keeps to the answer: without that, no test in it proves anything.</summary>
internal sealed class ChromiumTests
{
    private const string Put = "async ([url, headers]) => (await fetch(url, { method: 'PUT', headers, body: 'by a page' })).status";

    [Test]
    public async Task Page_of_an_allowed_origin_puts_an_object_with_a_key_and_a_page_of_another_does_not()
    {
        Chromium chromium = await Chromium.RequireAsync();
        await using WebApplication site = await ServeAsync();
        string address = site.Urls.Single();
        await using TestStorage storage = await TestStorage.StartAsync(options => options.AllowedOrigins.Add(address));
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "a b"), Permissions.Write, new() { ContentType = "text/x-page" });
        SignedUrl other = await storage.UrlAsync(KeyScope.ForObject("c", "other"), Permissions.Write, new() { ContentType = "text/x-page" });
        IPage page = await chromium.OpenAsync(address);
        IPage stranger = await chromium.OpenAsync(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        int status = await page.EvaluateAsync<int>(Put, new object[] { key.Url, key.Headers.ToDictionary() });
        Func<Task> stealing = () => stranger.EvaluateAsync<int>(Put, new object[] { other.Url, other.Headers.ToDictionary() });

        status.Should().Be((int)HttpStatusCode.Created);
        (await storage.FetchAsync("c", "a b")).Should().Be("by a page");
        (await stealing.Should().ThrowAsync<PlaywrightException>()).Which.Message.Should().Contain("Failed to fetch");
        (await storage.FetchAsync("c", "other")).Should().BeNull();
        await page.Context.CloseAsync();
        await stranger.Context.CloseAsync();
    }

    [Test]
    public async Task Pages_share_no_storage()
    {
        Chromium chromium = await Chromium.RequireAsync();
        await using WebApplication site = await ServeAsync();
        IPage one = await chromium.OpenAsync(site.Urls.Single());
        IPage other = await chromium.OpenAsync(site.Urls.Single());

        await one.EvaluateAsync("localStorage.setItem('upload', '42')");

        (await one.EvaluateAsync<string?>("localStorage.getItem('upload')")).Should().Be("42");
        (await other.EvaluateAsync<string?>("localStorage.getItem('upload')")).Should().BeNull();
        await one.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    private static async Task<WebApplication> ServeAsync()
    {
        WebApplication site = QuietHost.CreateBuilder().Build();
        site.MapGet("/", () => Results.Content("<!doctype html><title>page</title>", "text/html"));
        await site.StartAsync();
        return site;
    }
}
