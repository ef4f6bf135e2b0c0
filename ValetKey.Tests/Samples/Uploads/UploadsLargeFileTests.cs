using Microsoft.Playwright;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>A large file from the sample's page, to a store at another origin that allows what the sample says and no more.</summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixtureSource(typeof(UploadsStores), nameof(UploadsStores.LargeFile))]
internal sealed class UploadsLargeFileTests<TStore> : UploadsBrowserTests<TStore>
    where TStore : IUploadsStore, new()
{
    [Test]
    public async Task Large_file_comes_in_parts_and_goes_on_after_a_pause_and_after_a_reload_with_those_that_are_missing()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "bert");
        await page.HoldAsync(SomeParts);
        await page.ChooseAsync("film.bin", "", Large);
        await page.ArrivedAsync();

        await page.PressAsync("Pause");
        await page.TextOfAsync("paused");
        int before = page.Sent;
        await page.HoldAsync(1);
        await page.PressAsync("Resume");
        await Eventually.TrueAsync(() => page.Sent > before);
        await page.Page.ReloadAsync();
        (await page.TextOfAsync("paused")).Should().Contain("film.bin").And.Contain("Choose this file again");
        string url = (await page.KeptAsync("bert")).Single().GetProperty("url").GetString()!;
        (int arrived, int sent) = (page.Arrived, page.Sent);
        IResponse status = await page.Page.RunAndWaitForResponseAsync(
            () => page.ChooseAsync("film.bin", "", Large), answer => answer.Url == url && answer.Request.Method == "GET");
        int there = (await status.JsonAsync())!.Value.GetProperty("received").GetArrayLength();

        await page.TextOfAsync("done");
        there.Should().BeGreaterThanOrEqualTo(arrived, "what the store has answered it has").And.BeLessThan(PartCount);
        (page.Sent - sent).Should().Be(PartCount - there, "no part that is there is sent again");
        (await page.DownloadAsync("film.bin")).Should().Equal(PageFiles.DigestOf(Large));
        (await page.KeptAsync("bert")).Should().BeEmpty();
        (await StagedOfAsync(page)).Should().BeEmpty();
    }
}
