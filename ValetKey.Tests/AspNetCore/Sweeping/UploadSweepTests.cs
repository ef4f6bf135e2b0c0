using System.Net;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Flow;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Sweeping;

/// <summary>
/// What clients and dead processes leave behind: completed if it is whole, given up when its time is over, and deleted if nobody names it.
/// </summary>
internal sealed class UploadSweepTests : UploadTests
{
    private static readonly TimeSpan Lifetime = new UploadsOptions().UploadLifetime;
    private static readonly TimeSpan Due = new UploadsOptions().KeyLifetime + TimeSpan.FromSeconds(1);

    [Test]
    public async Task What_is_whole_and_nobody_completed_is_completed_and_the_rest_is_left_alone()
    {
        Offer[] whole = [await BroughtAsync(5), await BroughtAsync(250)];
        Offer started = await Anna.OfferAsync(250);
        await Anna.PutAsync((await Anna.PartsAsync(started, 1)).Json.GetProperty("requests")[0], new byte[100]);
        Offer untouched = await Anna.OfferAsync(5);

        (await SweepAsync()).Should().Be(0, "nobody's time has come");
        App.Time.Advance(Due);
        (await SweepAsync()).Should().Be(4);

        whole.Should().AllSatisfy(offer => App.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published));
        App.Uploads.Told.Should().HaveCount(2);
        (await RecordOfAsync(started)).State.Should().Be(UploadState.Uploading);
        (await RecordOfAsync(untouched)).State.Should().Be(UploadState.Offered);
        (await SweepAsync()).Should().Be(0, "what is not there is looked at again later");
    }

    [Test]
    public async Task What_had_its_time_is_abandoned_and_cleared_away()
    {
        Offer started = await Anna.OfferAsync(250);
        await Anna.PutAsync((await Anna.PartsAsync(started, 1)).Json.GetProperty("requests")[0], new byte[100]);
        Offer untouched = await Anna.OfferAsync(5);
        Offer whole = await BroughtAsync(250);

        App.Time.Advance(Lifetime + TimeSpan.FromSeconds(1));
        await SweepAsync();

        App.Uploads.StatesOf(started.Id).Should().Equal(UploadState.Abandoned);
        App.Uploads.StatesOf(untouched.Id).Should().Equal(UploadState.Abandoned);
        App.Uploads.StatesOf(whole.Id).Should().Equal(UploadState.Published);
        (await App.StagedAsync()).Should().BeEmpty();
        (await Anna.CompleteAsync(started)).ShouldBeProblem(HttpStatusCode.Conflict, "settled");
    }

    [Test]
    public async Task An_upload_whose_handler_throws_is_tried_again_and_holds_up_no_other()
    {
        Offer poisoned = await BroughtAsync(5);
        Offer fine = await BroughtAsync(250);
        int throws = 2;
        App.Uploads.Tell = (settled, _) => settled.Upload.Id == poisoned.Id && throws-- > 0 ? throw new IOException("Not now.") : default;

        App.Time.Advance(Due);
        await SweepAsync();
        App.Uploads.StatesOf(fine.Id).Should().Equal(UploadState.Published);
        (await RecordOfAsync(poisoned)).State.Should().Be(UploadState.Offered);
        (await IsPublishedAsync(poisoned)).Should().BeTrue("the object has its name already");
        for (int sweep = 0; sweep < 2; sweep++)
        {
            App.Time.Advance(TimeSpan.FromHours(1));
            await SweepAsync();
        }

        App.Uploads.StatesOf(poisoned.Id).Should().Equal(UploadState.Published);
        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task A_rejection_that_could_not_be_told_is_told_later_and_not_forgotten()
    {
        Offer offer = await BroughtAsync(5);
        App.Uploads.Inspect = (_, _) => new(UploadVerdict.Reject("A virus."));
        App.Uploads.Tell = (_, _) => throw new IOException("Not now.");
        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.InternalServerError);
        App.Uploads.Inspect = (_, _) => new(UploadVerdict.Accept);
        App.Uploads.Tell = (_, _) => default;

        await Anna.PutAsync(offer.Requests[0], new byte[5]);
        (await Anna.CompleteAsync(offer)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "rejected");

        App.Uploads.Told.Should().ContainSingle().Which.Upload.Should()
            .BeEquivalentTo(new { offer.Id, State = UploadState.Rejected, Reason = "A virus." });
        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task A_batch_that_cannot_be_settled_ends_the_sweep()
    {
        for (int number = 0; number < 110; number++)
        {
            await App.As($"user{number / 50}").OfferAsync(1);
        }

        App.Time.Advance(Due);
        await using System.Data.Common.DbConnection connection = await Microsoft.Data.Sqlite.SqliteFactory.Instance
            .CreateDataSource($"Data Source={App.LedgerPath}").OpenConnectionAsync();
        await using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TRIGGER broken BEFORE UPDATE ON valetkey_uploads BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END";
        await command.ExecuteNonQueryAsync();

        (await SweepAsync()).Should().Be(100);
    }

    [Test]
    public async Task The_claim_of_a_process_that_died_is_taken_over_when_it_ran_out()
    {
        Offer offer = await BroughtAsync(250);
        App.Time.Advance(Due);
        UploadSite site = App.Site.Site;
        await site.Ledger.TryClaimAsync(offer.Id, "dead", site.Now, site.Now + ClaimKeeper.Length, default);

        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.Accepted);
        (await Anna.AbortAsync(offer)).ShouldBeProblem(HttpStatusCode.Conflict, "busy");
        (await Anna.PartsAsync(offer, 1)).ShouldBeProblem(HttpStatusCode.Conflict, "busy");
        (await SweepAsync()).Should().Be(0);
        App.Time.Advance(ClaimKeeper.Length + TimeSpan.FromSeconds(1));
        (await SweepAsync()).Should().Be(1);

        App.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
    }

    [Test]
    public async Task Who_lost_his_claim_in_the_middle_neither_publishes_nor_fails()
    {
        Offer offer = await BroughtAsync(5);
        UploadSite site = App.Site.Site;
        App.Uploads.Inspect = async (_, _) =>
        {
            // As if this process had stood still for longer than its claim lasts.
            await site.Ledger.TryClaimAsync(offer.Id, "another", site.Now + TimeSpan.FromHours(1), site.Now + TimeSpan.FromHours(2), default);
            return UploadVerdict.Accept;
        };

        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.Accepted);

        (await IsPublishedAsync(offer)).Should().BeFalse();
        App.Uploads.Told.Should().BeEmpty();
    }

    private Task<int> SweepAsync() => App.Site.Sweep.SettleDueAsync(default);
}
