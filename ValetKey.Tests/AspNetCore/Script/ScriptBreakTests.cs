using System.Text.Json;
using Microsoft.Playwright;
using ValetKey.Tests.AspNetCore.Script.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>What the module does when it is interrupted, or has much to do. No store has a part in it, so the usual run has it on one.</summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixtureSource(typeof(ScriptStores), nameof(ScriptStores.One))]
[Parallelizable]
internal sealed class ScriptBreakTests<TStore> : ScriptTests<TStore>
    where TStore : IScriptStore, new()
{
    [Test]
    public async Task After_a_reload_it_goes_on_with_the_parts_that_are_missing()
    {
        await using ScriptPage page = await ScriptPage.OpenAsync(Site);
        await page.BeginAndHoldAsync("film.bin", Large, Some);
        await page.Page.ReloadAsync();
        int sent = page.Sent.Count;
        Task<int> listing = ListedAsync();

        JsonElement end = await page.UploadAsync("film.bin", Large);

        await ShouldBePublishedAsync(end, Large);
        page.Asked.Count(IsStatus).Should().Be(1);
        int there = await listing;
        there.Should().Be(Some);
        (page.Sent.Count - sent).Should().Be(PartCount - there, "no part that is there is sent again");
        (await page.KeptAsync()).Should().Be(0);

        static bool IsStatus(IRequest request) => request.Method == "GET" && request.Url.Contains("/files/", StringComparison.Ordinal);

        async Task<int> ListedAsync()
        {
            IResponse answer = await page.Page.WaitForResponseAsync(answer => IsStatus(answer.Request), new() { Timeout = 120_000 });
            return (await answer.JsonAsync())!.Value.GetProperty("received").GetArrayLength(); // At once: the browser keeps it for a while.
        }
    }

    /// <summary>More than are let in at once, and in the long form as many as the application lets somebody ask for.</summary>
    [Test]
    public async Task Many_small_files_at_once_are_all_published()
    {
        int count = LongRun.IsAsked ? 100 : 20;
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
}
