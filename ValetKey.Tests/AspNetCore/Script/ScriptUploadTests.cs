using System.Text.Json;
using Microsoft.Playwright;
using ValetKey.Tests.AspNetCore.Script.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>What the module brings to a store, and how it holds to what it was told.</summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixture(typeof(LocalScriptStore))]
[TestFixture(typeof(GatewayScriptStore))]
[TestFixture(typeof(AzuriteScriptStore))]
[Parallelizable]
internal sealed class ScriptUploadTests<TStore> : ScriptTests<TStore>
    where TStore : IScriptStore, new()
{
    // The store has a clock of its own, by which the five seconds of the key have to pass.
    private const string HoldsTheFirst = """
        const { send } = XMLHttpRequest.prototype;
        let held = false;
        XMLHttpRequest.prototype.send = function (content) {
          setTimeout(() => send.call(this, content), held ? 0 : 6500);
          held = true;
        };
        """;

    [Test]
    public async Task Files_up_to_the_length_of_a_part_go_in_one_request_with_their_type_and_digest()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        int[] sizes = [0, 1000, PartLength];

        foreach (int size in sizes)
        {
            await ShouldBePublishedAsync(await page.UploadAsync($"{size}", size, "text/x-page"), size);
        }

        page.Sent.Should().HaveCount(sizes.Length);
        string declaration = page.Asked.First(request => request.Method == "POST").PostData!;
        JsonDocument.Parse(declaration).RootElement.GetProperty("checksum").GetProperty("algorithm").GetString().Should().Be("sha256");
        (await page.KeptAsync()).Should().Be(0);
    }

    [Test]
    public async Task Large_file_goes_in_parts_each_once_though_the_pages_clock_is_an_hour_ahead()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, "const now = Date.now; Date.now = () => now() + 3_600_000;");

        JsonElement end = await page.UploadAsync("film.bin", Large);

        await ShouldBePublishedAsync(end, Large);
        page.Sent.Should().HaveCount(PartCount);
        page.Asked.Count(request => request.Url.EndsWith("/parts", StringComparison.Ordinal)).Should().Be(PartCount, "no key is asked for twice");
    }

    [Test]
    public async Task After_a_reload_it_goes_on_with_the_parts_that_are_missing()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.BeginAndHoldAsync("film.bin", Large, Some);
        await page.Page.ReloadAsync();
        int sent = page.Sent.Count;

        JsonElement end = await page.UploadAsync("film.bin", Large);

        await ShouldBePublishedAsync(end, Large);
        IRequest status = page.Asked.Should().ContainSingle(
            request => request.Method == "GET" && request.Url.Contains("/files/", StringComparison.Ordinal)).Subject;
        int there = (await (await status.ResponseAsync())!.JsonAsync())!.Value.GetProperty("received").GetArrayLength();
        there.Should().Be(Some);
        (page.Sent.Count - sent).Should().Be(PartCount - there, "no part that is there is sent again");
        (await page.KeptAsync()).Should().Be(0);
    }

    [Test]
    public async Task Byte_that_changes_on_the_way_does_not_become_part_of_what_is_published()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        int altered = 0;
        await page.Page.RouteAsync(IsOfStore, route => route.ContinueAsync(
            Interlocked.Increment(ref altered) == 1 ? new RouteContinueOptions { PostData = [.. Enumerable.Repeat((byte)99, 999), 98] } : null));

        JsonElement end = await page.UploadAsync("small.txt", 1000);

        if (Store.ComparesChecksums)
        {
            await ShouldBePublishedAsync(end, 1000);
            page.Sent.Should().HaveCount(2, "the store has refused it once");
        }
        else
        {
            end.GetProperty("type").GetString().Should().Be("urn:valetkey:problem:rejected", "the application has read it");
            end.GetProperty("message").GetString().Should().Contain("Sha256");
            end.GetProperty("resumable").GetBoolean().Should().BeFalse();
            (await page.KeptAsync()).Should().Be(0);
        }
    }

    [Test]
    public async Task Key_that_has_ended_before_its_part_is_there_is_replaced()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site, HoldsTheFirst);

        JsonElement end = await page.UploadAsync("film.bin", 2 * PartLength, options: new { url = "/brief" });

        await ShouldBePublishedAsync(end, 2 * PartLength);
        page.Sent.Count.Should().BeGreaterThanOrEqualTo(3);
    }

    /// <summary>More than are let in at once, and on one store as many as the application lets somebody ask for.</summary>
    [Test]
    public async Task Many_small_files_at_once_are_all_published()
    {
        int count = LongRun.IsAsked || Store is LocalScriptStore ? 100 : 20;
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);

        await page.Page.EvaluateAsync("count => { for (let i = 0; i < count; i++) begin(`${i}.txt`, 'text/plain', 1000 + i, {}); }", count);

        string[] ends = await page.Page.EvaluateAsync<string[]>("Promise.all(Object.values(runs).map((run) => run.done))");
        string?[] states = [.. ends.Select(end => JsonDocument.Parse(end).RootElement.GetProperty("state").GetString())];
        states.Should().HaveCount(count).And.OnlyContain(state => state == "published");
        page.Sent.Should().HaveCount(count);
        (await page.KeptAsync()).Should().Be(0);
    }

    [Test]
    public async Task Going_offline_holds_it_up_and_it_goes_on_by_itself_when_the_network_is_back()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Page.RequestFailed += (_, _) => failed.TrySetResult();
        await page.BeginAndHoldAsync("film.bin", Large, Some);

        await page.GoOfflineAsync(true);
        await page.ReleaseAsync();
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        bool hasEnded = await page.Page.EvaluateAsync<bool>("navigator.onLine || !!runs['film.bin'].end");
        await page.GoOfflineAsync(false);

        hasEnded.Should().BeFalse();
        await ShouldBePublishedAsync(await page.EndAsync("film.bin"), Large);
    }

    [Test]
    public async Task What_is_paused_and_given_up_leaves_nothing()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.BeginAndHoldAsync("film.bin", Large, Some);
        string id = await page.Page.EvaluateAsync<string>("runs['film.bin'].offer.id");

        await page.Page.EvaluateAsync("runs['film.bin'].stop.abort()");
        JsonElement end = await page.EndAsync("film.bin");
        string[] kept = await page.Page.EvaluateAsync<string[]>(
            "import('/valetkey.js').then(({ pending }) => pending({ url: '/files' }).map((upload) => upload.id))");
        await page.Page.EvaluateAsync("import('/valetkey.js').then(({ abandon }) => abandon(runs['film.bin'].offer))");

        end.GetProperty("name").GetString().Should().Be("AbortError");
        kept.Should().Equal(id);
        (await page.KeptAsync()).Should().Be(0);
        (await Site.StagedAsync()).Should().NotContain(name => name.Contains(id));
    }

    private bool IsOfStore(string url) => !url.StartsWith(Site.Url, StringComparison.Ordinal);
}
