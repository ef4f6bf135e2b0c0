using System.Net;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Parts;

/// <summary>Uploads in parts: the application begins and completes, clients bring the parts.</summary>
public sealed class PartTests : PartsTest
{
    [Test]
    public async Task Parts_come_in_any_order_and_again_and_make_the_object_in_the_order_of_their_numbers()
    {
        await PutAsync(3, "three");
        await PutAsync(1, "uno ");
        await PutAsync(2, "two ");
        await PutAsync(1, "one ");

        StorageResult result = await CompleteAsync();

        result.Outcome.Should().Be(StorageOutcome.Completed);
        result.Object!.Length.Should().Be(13);
        (await Storage.FetchAsync(Container, Name)).Should().Be("one two three");
    }

    [Test]
    public async Task Nothing_is_to_be_seen_before_the_upload_is_completed()
    {
        await PutAsync(1, "one");

        (await Storage.FetchAsync(Container, Name)).Should().BeNull();
        (await Storage.NamesAsync(Container)).Should().BeEmpty();
    }

    [Test]
    public async Task The_answer_to_a_part_bears_the_tag_that_the_list_has()
    {
        Answer answer = await PutAsync(7, "seven");

        (await ListAsync()).Should().Equal(new UploadedPart(7, 5, answer.Header("ETag")!));
    }

    [Test]
    public async Task Numbers_may_have_gaps_and_parts_that_are_not_listed_are_left_out()
    {
        await PutAsync(2, "a");
        await PutAsync(5, "b");
        await PutAsync(10_000, "c");
        UploadedPart[] parts = await ListAsync();

        await Store.CompletePartsAsync(Upload, [parts[0], parts[2]]);

        (await Storage.FetchAsync(Container, Name)).Should().Be("ac");
        (await Store.VerifyAsync()).Should().BeEquivalentTo(new { IsSound = true, UnnamedFiles = 0 });
    }

    [Test]
    public async Task An_upload_that_was_replaced_while_it_was_listed_is_not_completed()
    {
        await PutAsync(1, "one");
        UploadedPart[] listed = await ListAsync();
        await PutAsync(1, "uno");

        StorageResult result = await Store.CompletePartsAsync(Upload, listed);

        result.Should().Be(new StorageResult(StorageOutcome.Changed));
        (await CompleteAsync()).Outcome.Should().Be(StorageOutcome.Completed);
        (await Storage.FetchAsync(Container, Name)).Should().Be("uno");
    }

    [Test]
    public async Task Parts_that_are_not_those_that_were_received_make_no_object()
    {
        await PutAsync(1, "one");
        await PutAsync(2, "two");
        UploadedPart[] parts = await ListAsync();
        UploadedPart[][] lists =
        [
            [parts[1], parts[0]],
            [parts[0], parts[0]],
            [parts[0], parts[1], new UploadedPart(3, 3, parts[0].Revision)],
            [parts[0] with { Length = 4 }],
            [parts[0] with { Revision = parts[1].Revision }],
        ];

        foreach (UploadedPart[] list in lists)
        {
            (await Store.CompletePartsAsync(Upload, list)).Outcome.Should().Be(StorageOutcome.Changed);
        }

        (await Storage.FetchAsync(Container, Name)).Should().BeNull();
        (await CompleteAsync()).Outcome.Should().Be(StorageOutcome.Completed);
    }

    [Test]
    public async Task Completing_again_gives_the_same_answer_and_changes_nothing()
    {
        await PutAsync(1, "one");
        UploadedPart[] parts = await ListAsync();

        StorageResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Store.CompletePartsAsync(Upload, parts))));

        results.Should().OnlyContain(result => result.Outcome == StorageOutcome.Completed && result.Object!.Revision == results[0].Object!.Revision);
        (await Storage.FetchAsync(Container, Name)).Should().Be("one");
    }

    [Test]
    public async Task The_object_can_be_read_from_any_position_across_its_parts()
    {
        await PutAsync(1, "0123");
        await PutAsync(2, "");
        await PutAsync(3, "456789");
        await CompleteAsync();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(Container, Name), Permissions.Read);

        Answer answer = await Storage.SendAsync(key, change: request => request.Headers.Range = new(2, 6));

        answer.ShouldBe(HttpStatusCode.PartialContent);
        answer.Text.Should().Be("23456");
    }

    [Test]
    public async Task Large_parts_make_a_large_object()
    {
        string large = new('x', 300_000);
        await PutAsync(2, large);
        await PutAsync(1, "head ");
        await PutAsync(3, " tail");

        await CompleteAsync();

        (await Storage.FetchAsync(Container, Name)).Should().Be($"head {large} tail");
    }
}
