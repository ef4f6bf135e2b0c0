using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Sweeping;

/// <summary>What lies in staging and no upload names.</summary>
internal sealed class OrphanTests : UploadTests
{
    private static readonly TimeSpan Lifetime = new UploadsOptions().UploadLifetime;

    [Test]
    public async Task What_is_under_way_is_no_orphan_however_old()
    {
        await BroughtAsync(5);
        await BroughtAsync(250);
        App.Time.Advance(Lifetime * 3);

        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(0);

        (await App.StagedAsync()).Should().HaveCount(2);
    }

    [Test]
    public async Task What_a_settled_upload_left_is_deleted_at_once()
    {
        Offer offer = await Anna.OfferAsync(5);
        Offer parts = await Anna.OfferAsync(250);
        await Anna.AbortAsync(offer);
        await Anna.AbortAsync(parts);
        await Anna.PutAsync(offer.Requests[0], new byte[5]);
        await App.Store.BeginPartsAsync(TestUploads.Container, $".staging/{parts.Id}");

        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(2);

        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Parts_that_were_begun_by_a_process_that_died_are_deleted_and_those_that_count_are_not()
    {
        Offer offer = await Anna.OfferAsync(250);
        await Anna.PartsAsync(offer, 1);
        await App.Store.BeginPartsAsync(TestUploads.Container, $".staging/{offer.Id}");
        Offer unnoted = await Anna.OfferAsync(250);
        await App.Store.BeginPartsAsync(TestUploads.Container, $".staging/{unnoted.Id}");

        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(1);

        await Anna.BringAsync(offer, new byte[250]);
        (await Anna.CompleteAsync(offer)).ShouldBe(System.Net.HttpStatusCode.OK);
        (await App.StagedAsync()).Should().ContainSingle().Which.Name.Should().EndWith(unnoted.Id);
        await Anna.AbortAsync(unnoted);
        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(1);
    }

    [Test]
    public async Task What_the_ledger_does_not_know_is_left_for_twice_an_uploads_lifetime()
    {
        await Anna.OfferAsync(5); // Staging is where the ledger says that uploads were staged.
        await App.Store.BeginPartsAsync(TestUploads.Container, ".staging/unknown");
        App.Time.Advance(Lifetime * 2);
        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(0);

        App.Time.Advance(TimeSpan.FromSeconds(1));
        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(1);
    }

    [Test]
    public async Task What_lies_beside_staging_is_left_alone()
    {
        await Anna.UploadAsync("published");
        foreach (string name in new[] { ".stagingx", "staging/x", ".staging2/x", "pictures/.staging/x" })
        {
            await App.Store.BeginPartsAsync(TestUploads.Container, name);
        }

        App.Time.Advance(Lifetime * 9);

        (await App.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(0);
    }

    [Test]
    public async Task Uploads_of_another_kind_in_the_same_staging_are_no_orphans()
    {
        await using UploadApp app = await UploadApp.StartAsync(
            services: services => services.AddUploads<TestUploadHandler>("videos"),
            map: (web, _) => Microsoft.AspNetCore.Builder.UploadsEndpointExtensions.MapUploads(web, "/videos", "videos"));
        UploadClient anna = app.As("anna");
        Offer video = Offer.Of(await anna.SendAsync(HttpMethod.Post, "/videos", new { name = "a", length = 5 }));
        await anna.PutAsync(video.Requests[0], new byte[5]);
        await anna.OfferAsync(5);
        app.Time.Advance(Lifetime * 9);

        (await app.Site.Sweep.DeleteOrphansAsync(default)).Should().Be(0);
    }

    [Test]
    public async Task The_service_sweeps_by_itself_and_one_instance_at_a_time()
    {
        await using UploadApp one = await UploadApp.StartAsync(first: App, sweeps: true);
        await using UploadApp other = await UploadApp.StartAsync(first: App, sweeps: true);
        Offer whole = await BroughtAsync(250);
        Offer late = await Anna.OfferAsync(5);
        await App.Store.BeginPartsAsync(TestUploads.Container, ".staging/unknown");

        App.Time.Advance(Lifetime * 2.1); // At once: what a sweep had looked at on the way there would be looked at again only as the time goes on.

        await Eventually.TrueAsync(() => App.Uploads.Told.Count == 2);
        App.Uploads.StatesOf(whole.Id).Should().Equal(UploadState.Published);
        App.Uploads.StatesOf(late.Id).Should().Equal(UploadState.Abandoned);
        await Eventually.TrueAsync(async () => (await App.StagedAsync()).Count == 0);
    }
}
