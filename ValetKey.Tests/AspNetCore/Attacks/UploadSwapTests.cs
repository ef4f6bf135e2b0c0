using System.Net;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Contents that change while they are inspected, and completes that race: what was inspected is published, once, or nothing is.</summary>
internal sealed class UploadSwapTests : UploadTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(100)]
    public async Task A_content_that_is_swapped_after_its_inspection_is_not_published(int swaps)
    {
        Offer offer = await Anna.OfferAsync(5);
        await Anna.PutAsync(offer.Requests[0], "good0"u8.ToArray());
        List<string> inspected = [];
        App.Uploads.Inspect = async (staged, cancellationToken) =>
        {
            inspected.Add(await ReadAsync(staged.Content));
            if (inspected.Count <= swaps)
            {
                await App.Store.DeleteAsync(staged.Content.Container, staged.Content.Name, cancellationToken);
                await Anna.PutAsync(offer.Requests[0], System.Text.Encoding.UTF8.GetBytes($"evil{inspected.Count % 10}"));
            }

            return UploadVerdict.Accept;
        };

        Answer answer = await Anna.CompleteAsync(offer);

        if (answer.IsSuccess)
        {
            KeyScope target = (await RecordOfAsync(offer)).Object;
            string published = await ReadAsync((await App.Store.FindAsync(target.Container, target.Name))!);
            published.Should().Be(inspected[^1]);
        }
        else
        {
            answer.ShouldBeProblem(HttpStatusCode.Conflict, "incomplete");
            (await IsPublishedAsync(offer)).Should().BeFalse();
            App.Uploads.Told.Should().BeEmpty();
        }

        answer.IsSuccess.Should().Be(swaps < 3);
    }

    [Test]
    public async Task A_content_that_is_deleted_after_its_inspection_is_not_published()
    {
        Offer offer = await BroughtAsync(5);
        App.Uploads.Inspect = async (staged, cancellationToken) =>
        {
            await App.Store.DeleteAsync(staged.Content.Container, staged.Content.Name, cancellationToken);
            return UploadVerdict.Accept;
        };

        (await Anna.CompleteAsync(offer)).ShouldBeProblem(HttpStatusCode.Conflict, "incomplete");

        (await IsPublishedAsync(offer)).Should().BeFalse();
        App.Uploads.Told.Should().BeEmpty();
    }

    [Test]
    public async Task A_staged_content_is_not_overwritten_by_its_own_key()
    {
        Offer offer = await Anna.OfferAsync(5);
        await Anna.PutAsync(offer.Requests[0], "first"u8.ToArray());

        (await Anna.PutAsync(offer.Requests[0], "other"u8.ToArray())).ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task Parts_that_are_put_again_after_they_were_joined_change_nothing()
    {
        Offer offer = await Anna.OfferAsync(200);
        System.Text.Json.JsonElement[] keys = [.. (await Anna.PartsAsync(offer, 1, 2)).Json.GetProperty("requests").EnumerateArray()];
        await Anna.BringAsync(offer, Enumerable.Repeat((byte)'a', 200).ToArray());
        List<bool> put = [];
        App.Uploads.Inspect = async (_, _) =>
        {
            put.Add((await Anna.PutAsync(keys[0], Enumerable.Repeat((byte)'b', 100).ToArray())).IsSuccess);
            return UploadVerdict.Accept;
        };

        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);

        put.Should().Equal(false);
        KeyScope target = (await RecordOfAsync(offer)).Object;
        (await ReadAsync((await App.Store.FindAsync(target.Container, target.Name))!)).Should().Be(new string('a', 200));
    }

    [Test]
    public async Task Of_completes_that_race_at_two_instances_one_publishes_and_all_say_so()
    {
        await using UploadApp second = await UploadApp.StartAsync(first: App);
        foreach (int length in new[] { 5, 250, 5, 250, 5, 250 })
        {
            Offer offer = await BroughtAsync(length);

            Answer[] answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(number => (number % 2 == 0 ? Anna : second.As("anna")).CompleteAsync(offer)));

            answers.Should().Contain(answer => answer.Status == HttpStatusCode.OK);
            answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Accepted);
            (await second.As("anna").CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
            App.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
        }
    }

    [Test]
    public async Task Of_a_complete_and_an_abort_that_race_one_wins_and_the_store_agrees()
    {
        await using UploadApp second = await UploadApp.StartAsync(first: App);
        for (int round = 0; round < 10; round++)
        {
            Offer offer = await BroughtAsync(round % 2 == 0 ? 5 : 250);

            await Task.WhenAll(Anna.CompleteAsync(offer), second.As("anna").AbortAsync(offer));

            UploadState state = (await RecordOfAsync(offer)).State;
            state.Should().BeOneOf(UploadState.Published, UploadState.Abandoned);
            App.Uploads.StatesOf(offer.Id).Should().Equal(state);
            (await IsPublishedAsync(offer)).Should().Be(state == UploadState.Published);
        }

        (await App.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Two_uploads_for_one_name_publish_one_and_the_other_is_rejected()
    {
        App.Uploads.Accept = (_, _) => UploadDecision.Accept(KeyScope.ForObject(TestUploads.Container, "the one"));
        Offer[] offers = [await BroughtAsync(5), await BroughtAsync(5)];

        Answer[] answers = await Task.WhenAll(offers.Select(offer => Anna.CompleteAsync(offer)));

        answers.Should().ContainSingle(answer => answer.Status == HttpStatusCode.OK);
        answers.Single(answer => !answer.IsSuccess).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "rejected");
        (await App.StagedAsync()).Should().BeEmpty();
    }

    private async Task<string> ReadAsync(StorageObject content)
    {
        using StreamReader reader = new((await App.Store.OpenReadAsync(content))!);
        return await reader.ReadToEndAsync();
    }
}
