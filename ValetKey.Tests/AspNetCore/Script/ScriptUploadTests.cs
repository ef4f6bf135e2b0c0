using System.Text.Json;
using Microsoft.Playwright;
using ValetKey.Tests.AspNetCore.Script.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>What the module brings to a store, and how it holds to what it was told.</summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixtureSource(typeof(ScriptStores), nameof(ScriptStores.Servers))]
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

    private bool IsOfStore(string url) => !url.StartsWith(Site.Url, StringComparison.Ordinal);
}
