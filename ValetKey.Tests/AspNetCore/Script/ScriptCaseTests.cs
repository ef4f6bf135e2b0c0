using System.Text.Json;
using Microsoft.Playwright;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Script.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>What the module makes of browsers, users and answers, which no store has a part in.</summary>
[Parallelizable]
internal sealed class ScriptCaseTests : ScriptTests<LocalScriptStore>
{
    private const string WithoutWebCrypto = "Object.defineProperty(crypto, 'subtle', { value: undefined });";

    [Test]
    public async Task Part_that_changes_on_the_way_is_refused_by_its_digest_and_sent_again([Values("", WithoutWebCrypto)] string before)
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, before);
        int altered = 0;
        await page.Page.RouteAsync(url => !url.StartsWith(Site.Url, StringComparison.Ordinal), route => route.ContinueAsync(
            Interlocked.Increment(ref altered) == 1 ? new RouteContinueOptions { PostData = new byte[PartLength] } : null));

        JsonElement end = await page.UploadAsync("film.bin", 2 * PartLength);

        await ShouldBePublishedAsync(end, 2 * PartLength);
        page.Sent.Should().HaveCount(3);
        IRequest asked = page.Asked.First(request => request.Url.EndsWith("/parts", StringComparison.Ordinal));
        JsonDocument.Parse(asked.PostData!).RootElement.GetProperty("parts")[0].GetProperty("checksum").GetProperty("algorithm").GetString()
            .Should().Be(before.Length == 0 ? "sha256" : "crc64nvme");
    }

    [Test]
    public async Task Clock_that_is_an_hour_behind_does_not_matter()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, "const now = Date.now; Date.now = () => now() - 3_600_000;");

        await ShouldBePublishedAsync(await page.UploadAsync("film.bin", 2 * PartLength), 2 * PartLength);

        page.Sent.Should().HaveCount(2);
    }

    [Test]
    public async Task Without_WebCrypto_or_by_wish_small_files_go_without_a_digest([Values] bool byWish)
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, byWish ? "" : WithoutWebCrypto);

        JsonElement end = await page.UploadAsync("a.txt", 1000, options: byWish ? new { digest = false } : null);

        await ShouldBePublishedAsync(end, 1000);
        page.Asked.First(request => request.Method == "POST").PostData.Should().NotContain("checksum");
    }

    [TestCase("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")]
    [TestCase(
        "Object.defineProperty(window, 'localStorage', "
        + "{ value: new Proxy({}, { set() { throw new DOMException('full', 'QuotaExceededError'); } }) });")]
    [TestCase("localStorage['valetkey broken'] = '{'; localStorage['valetkey null'] = 'null';")]
    public async Task Storage_that_is_denied_full_or_broken_does_not_matter(string before)
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, before);

        await ShouldBePublishedAsync(await page.UploadAsync("a.txt", 1000), 1000);
    }

    [Test]
    public async Task Example_of_the_documents_uploads_what_is_chosen()
    {
        string document = await File.ReadAllTextAsync(Repository.PathTo("docs", "clients.md"));
        string example = document.Split("```js\n")[1].Split("```")[0].Replace("/pictures", "/files", StringComparison.Ordinal);
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.Page.SetContentAsync("<title>-</title><input type=file><progress></progress>");
        await page.Page.AddScriptTagAsync(new() { Content = example, Type = "module" });
        await page.Page.WaitForFunctionAsync("() => document.querySelector('input').onchange");

        await page.Page.SetInputFilesAsync("input", new FilePayload { Name = "a.txt", MimeType = "text/plain", Buffer = new byte[1000] });

        await page.Page.WaitForFunctionAsync("() => document.title !== '-'");
        (await page.Page.TitleAsync()).Should().Be("a.txt is published");
        (await page.Page.EvaluateAsync<double>("document.querySelector('progress').value")).Should().Be(1);
    }

    [Test]
    public async Task Files_that_look_alike_are_uploads_of_their_own_while_both_are_under_way()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.HoldAsync(0);
        await page.BeginAsync("film.bin", PartLength);
        await page.Page.WaitForFunctionAsync("() => runs['film.bin'].offer");
        await page.Page.EvaluateAsync("runs.first = runs['film.bin']");

        await page.BeginAsync("film.bin", PartLength);
        await page.Page.WaitForFunctionAsync("() => runs['film.bin'].offer");
        await page.ReleaseAsync();
        JsonElement second = await page.EndAsync("film.bin");

        JsonElement first = await page.EndAsync("first");
        await ShouldBePublishedAsync(first, PartLength);
        await ShouldBePublishedAsync(second, PartLength);
        first.GetProperty("id").GetString().Should().NotBe(second.GetProperty("id").GetString());
    }

    [Test]
    public async Task Upload_of_another_user_of_the_browser_is_not_gone_on_with()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.BeginAndHoldAsync("film.bin", Large, Some, new { user = "anna" });
        string annas = await page.Page.EvaluateAsync<string>("runs['film.bin'].offer.id");
        await page.Page.ReloadAsync();

        JsonElement end = await page.UploadAsync("film.bin", Large, options: new { user = "bert" });

        await ShouldBePublishedAsync(end, Large);
        end.GetProperty("id").GetString().Should().NotBe(annas);
        (await page.KeptAsync()).Should().Be(1);
    }

    [Test]
    public async Task Upload_that_is_over_meanwhile_begins_anew()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.BeginAndHoldAsync("film.bin", Large, Some);
        await page.Page.EvaluateAsync("runs['film.bin'].stop.abort()");
        await page.EndAsync("film.bin");
        await page.ReleaseAsync();
        string former = await page.Page.EvaluateAsync<string>("""
            (({ url, ticket, id }) => fetch(url, { method: "DELETE", headers: { "Upload-Ticket": ticket } }).then(() => id))(runs["film.bin"].offer)
            """);

        JsonElement end = await page.UploadAsync("film.bin", Large);

        await ShouldBePublishedAsync(end, Large);
        end.GetProperty("id").GetString().Should().NotBe(former);
        (await page.KeptAsync()).Should().Be(0);
    }

    [Test]
    public async Task Refusal_of_the_application_comes_with_its_reason_and_nothing_is_sent()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);

        JsonElement end = await page.UploadAsync("a\u0001b", 1000);

        end.GetProperty("name").GetString().Should().Be("UploadError");
        end.GetProperty("status").GetInt32().Should().Be(400);
        end.GetProperty("type").GetString().Should().Be("urn:valetkey:problem:malformed");
        end.GetProperty("resumable").GetBoolean().Should().BeFalse();
        page.Sent.Should().BeEmpty();
    }

    [Test]
    public async Task Who_is_to_wait_waits_as_long_as_he_was_told_and_who_finds_nobody_asks_again()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        int asked = 0;
        List<long> times = [];
        await page.Page.RouteAsync("**/files", async route =>
        {
            times.Add(TimeProvider.System.GetTimestamp());
            await (Interlocked.Increment(ref asked) switch
            {
                1 => route.FulfillAsync(new() { Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } }),
                2 => route.AbortAsync(),
                _ => route.ContinueAsync(),
            });
        });

        await ShouldBePublishedAsync(await page.UploadAsync("a.txt", 1000), 1000);

        asked.Should().Be(3);
        TimeProvider.System.GetElapsedTime(times[0], times[1]).Should().BeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Store_that_refuses_every_key_is_told_of_and_the_upload_can_go_on_later()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.Page.RouteAsync(
            url => !url.StartsWith(Site.Url, StringComparison.Ordinal),
            route => route.FulfillAsync(new() { Status = 403, Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" } }));

        JsonElement end = await page.UploadAsync("a.txt", 1000);
        int sent = page.Sent.Count;
        await page.Page.UnrouteAllAsync();

        end.GetProperty("message").GetString().Should().Be("Status 403 from the store.");
        end.GetProperty("resumable").GetBoolean().Should().BeTrue();
        sent.Should().Be(2, "a new key is tried once");
        JsonElement again = await page.UploadAsync("a.txt", 1000);
        await ShouldBePublishedAsync(again, 1000);
        string id = again.GetProperty("id").GetString()!;
        (await Site.Ledger.ListAsync(new UploadQuery { State = UploadState.Offered })).Should().NotContain(upload => upload.Id == id);
    }
}
