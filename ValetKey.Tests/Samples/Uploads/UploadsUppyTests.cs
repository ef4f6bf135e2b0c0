using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>
/// Uppy as npm has it at a store of another origin, with nothing but its companionEndpoint set, and on Azure with the signRequest of the documents.
/// </summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixtureSource(typeof(UploadsStores), nameof(UploadsStores.Uppy))]
internal sealed partial class UploadsUppyTests<TStore> : UploadsBrowserTests<TStore>
    where TStore : IUploadsStore, new()
{
    [OneTimeSetUp]
    public void RequireUppy()
    {
        if (!File.Exists(Path.Combine(UploadsSample.UppyFolder, "node_modules", "uppy.js")))
        {
            Skip.Test("Uppy is not installed: run test.sh, which installs it with npm.");
        }
    }

    [Test]
    public async Task Small_picture_goes_in_one_piece_and_is_published()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "ulla", "/uppy");

        await page.DrawAsync("sky.png", 200);

        await page.TextOfAsync("done");
        await page.ArrivedAsync();
        page.Sent.Should().Be(1);
        await page.Page.GotoAsync($"{Sample.Url}/");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.gallery img')?.naturalWidth === 320");
    }

    [Test]
    public async Task Empty_file_has_no_part_and_is_published_too()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "udine", "/uppy");

        await page.ChooseAsync("nothing.txt", "text/plain", 0);

        (await page.TextOfAsync("done")).Should().Contain("0 bytes, published");
        await page.Page.GotoAsync($"{Sample.Url}/");
        (await page.DownloadAsync("nothing.txt")).Should().Equal(PageFiles.DigestOf(0));
    }

    [Test]
    public async Task Large_file_comes_in_parts_and_goes_on_after_a_pause()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "uwe", "/uppy");
        await page.HoldAsync(SomeParts);
        await page.ChooseAsync("film.bin", "", Large);
        await page.ArrivedAsync();

        await page.PressAsync("Pause");
        await page.ReleaseAsync();
        Task<IResponse> listing = page.Page.WaitForResponseAsync(answer => Listed().IsMatch(answer.Url) && answer.Request.Method == "GET");
        int sent = page.Sent;
        await page.PressAsync("Resume");
        int there = ListedPart().Count(await (await listing).TextAsync());

        await page.TextOfAsync("done");
        there.Should().BeInRange(1, PartCount - 1);
        (page.Sent - sent).Should().Be(PartCount - there, "no part that is there is sent again");
        (await StagedOfAsync(page)).Should().BeEmpty();
        await page.Page.GotoAsync($"{Sample.Url}/");
        (await page.DownloadAsync("film.bin")).Should().Equal(PageFiles.DigestOf(Large));
    }

    [Test]
    public async Task Cancelled_upload_leaves_nothing_to_Uppy_either()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "ute", "/uppy");
        await page.HoldAsync(SomeParts);
        await page.ChooseAsync("film.bin", "", Large);
        await page.ArrivedAsync(SomeParts); // What is still on its way might arrive after all.
        (await StagedOfAsync(page)).Should().NotBeEmpty();

        IResponse deleted = await page.Page.RunAndWaitForResponseAsync(
            () => page.PressAsync("Cancel"), answer => answer.Request.Method == "DELETE");

        deleted.Status.Should().Be(204);
        (await StagedOfAsync(page)).Should().BeEmpty();
    }

    [Test]
    public async Task What_is_no_picture_is_rejected_with_the_reason_also_when_Uppy_brings_it()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "udo", "/uppy");

        await page.ChooseAsync("cat.png", "image/png", 1000);

        (await page.TextOfAsync("failed")).Should().Contain("It says that it is image/png, and by its first bytes it is not.");
        await page.ArrivedAsync();
        page.Sent.Should().Be(1);
    }

    [GeneratedRegex("/s3/multipart/[0-9a-f]{32}([?]|$)")]
    private static partial Regex Listed();

    /// <summary>A part in the answer, which is JSON or XML.</summary>
    [GeneratedRegex("[\"<]PartNumber[\">]")]
    private static partial Regex ListedPart();
}
