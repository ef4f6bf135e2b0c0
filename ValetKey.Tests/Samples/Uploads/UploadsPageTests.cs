using Microsoft.Playwright;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>The sample's page in a real browser. The usual run has it on one store.</summary>
/// <typeparam name="TStore">The store.</typeparam>
[TestFixtureSource(typeof(UploadsStores), nameof(UploadsStores.Page))]
internal sealed class UploadsPageTests<TStore> : UploadsBrowserTests<TStore>
    where TStore : IUploadsStore, new()
{
    [Test]
    public async Task Picture_is_uploaded_and_shown_and_stands_in_the_ledger()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "anna");

        await page.DrawAsync("sky.png", 200);

        await page.TextOfAsync("done");
        await page.ArrivedAsync();
        page.Sent.Should().Be(1);
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.gallery img')?.naturalWidth === 320");
        await using UploadsPage administrator = await UploadsPage.SignInAsync(Sample, "admin", "/admin");
        await administrator.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("published anna sky.png .* KiB") }).WaitForAsync();
        (await StagedOfAsync(page)).Should().BeEmpty();
    }

    [Test]
    public async Task Another_file_of_the_same_name_begins_anew()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "carl");
        await page.HoldAsync(SomeParts);
        await page.ChooseAsync("film.bin", "", Large);
        await page.ArrivedAsync();
        await page.Page.ReloadAsync();
        await page.TextOfAsync("paused");

        await page.ChooseAsync("film.bin", "", 1000);

        await page.TextOfAsync("done");
        await page.TextOfAsync("paused");
        (await page.DownloadAsync("film.bin")).Should().Equal(PageFiles.DigestOf(1000));
    }

    [Test]
    public async Task Cancelled_upload_leaves_nothing()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "dora");
        await page.HoldAsync(SomeParts);
        await page.ChooseAsync("film.bin", "", Large);
        await page.ArrivedAsync(SomeParts); // What is still on its way arrives after all, for the sweeper to find.
        (await page.KeptAsync("dora")).Should().ContainSingle();
        (await StagedOfAsync(page)).Should().NotBeEmpty();

        await page.PressAsync("Cancel");

        await page.Page.Locator(".upload").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await page.KeptAsync("dora")).Should().BeEmpty();
        (await StagedOfAsync(page)).Should().BeEmpty();
        (await page.Page.Locator(".gallery a").CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task What_says_that_it_is_a_picture_and_is_none_is_rejected_with_the_reason()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "emil");

        await page.ChooseAsync("cat.png", "image/png", 1000);

        (await page.TextOfAsync("failed")).Should().Contain("It says that it is image/png, and by its first bytes it is not.");
        await page.ArrivedAsync();
        page.Sent.Should().Be(1);
        (await page.Page.Locator(".gallery a").CountAsync()).Should().Be(0);
        (await page.KeptAsync("emil")).Should().BeEmpty();
    }

    [Test]
    public async Task Picture_that_is_too_large_is_refused_before_anything_is_sent()
    {
        await using UploadsPage page = await UploadsPage.SignInAsync(Sample, "fritz");

        await page.ChooseAsync("cat.png", "image/png", 21 * Mebibyte);

        (await page.TextOfAsync("failed")).Should().Contain("A picture has up to 20 MiB.");
        page.Sent.Should().Be(0);
    }
}
