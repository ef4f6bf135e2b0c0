using ValetKey.Providers;
using ValetKey.Tests.Gcp.Operations.Support;

namespace ValetKey.Tests.Gcp.Operations;

internal sealed class GcsPartOperationTests : GcsOperationTests
{
    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(32, 1)]
    [TestCase(33, 2)]
    [TestCase(1100, 38)]
    public async Task Any_number_of_parts_makes_the_object_in_their_order_and_nothing_else_is_left(int count, int calls)
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, [.. Enumerable.Range(1, count).Select(number => $"{number},")]);

        StorageResult made = await Operations.CompletePartsAsync(upload, parts);

        made.Should().BeEquivalentTo(new StorageResult(StorageOutcome.Completed, await Operations.FindAsync(Bucket, "staged/a")));
        made.Object!.Checksums.Select(sum => sum.Algorithm).Should().Equal(ChecksumAlgorithm.Crc32C);
        ContentOf("staged/a").Should().Be(string.Concat(Enumerable.Range(1, count).Select(number => $"{number},")));
        Server.Store.List(Bucket, "").Should().Equal("staged/a");
        CallsOf("/compose").Should().Be(calls);
    }

    [Test]
    public async Task Completing_again_and_at_once_gives_one_and_the_same_object()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, [.. Enumerable.Range(0, 40).Select(number => $"{number}")]);

        StorageResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Operations.CompletePartsAsync(upload, parts).AsTask()));
        StorageResult again = await Operations.CompletePartsAsync(upload, parts);

        results.Should().AllSatisfy(result => result.Should().BeEquivalentTo(again));
        again.Outcome.Should().Be(StorageOutcome.Completed);
        (await Operations.ListStagedAsync(Bucket, "staged/").ToListAsync()).Should().Equal(
            new StagedItem(Bucket, "staged/a", again.Object!.LastModified));
    }

    [Test]
    public async Task Object_that_is_there_is_replaced_and_is_not_taken_for_what_another_upload_made()
    {
        PartUpload first = await Operations.BeginPartsAsync(Bucket, "staged/a");
        await Operations.CompletePartsAsync(first, await PutPartsAsync(first, "aa", "b"));
        PartUpload second = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(second, "xx", "y");

        (await Operations.CompletePartsAsync(second, parts)).Outcome.Should().Be(StorageOutcome.Completed);

        ContentOf("staged/a").Should().Be("xxy");
        (await Operations.CompletePartsAsync(first, parts)).Outcome.Should().Be(StorageOutcome.NotFound);
        ContentOf("staged/a").Should().Be("xxy");
    }

    [Test]
    public async Task Part_that_has_changed_or_is_anothers_or_was_never_put_makes_no_object()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        PartUpload other = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, "a", "b");
        IReadOnlyList<UploadedPart> others = await PutPartsAsync(other, "a", "b");
        Put(Operations.ScopeOfPart(upload, 2).Name, "x");

        (await Operations.CompletePartsAsync(upload, parts)).Should().Be(new StorageResult(StorageOutcome.Changed));
        (await Operations.CompletePartsAsync(upload, others)).Should().Be(new StorageResult(StorageOutcome.Changed));
        (await Operations.CompletePartsAsync(upload, [parts[0], new UploadedPart(3, 1, "1")])).Should().Be(new StorageResult(StorageOutcome.Changed));
        (await Operations.CompletePartsAsync(upload, [parts[0], parts[1] with { Revision = "none" }])).Outcome.Should().Be(StorageOutcome.Changed);

        ContentOf("staged/a").Should().BeNull();
        (await Operations.ListPartsAsync(other)).Should().Equal(others);
    }

    [Test]
    public async Task Parts_that_are_not_listed_are_left_out_and_deleted()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, "a", "b", "c");

        await Operations.CompletePartsAsync(upload, [parts[0], parts[2]]);

        ContentOf("staged/a").Should().Be("ac");
        Server.Store.List(Bucket, "").Should().Equal("staged/a");
    }

    [Test]
    public async Task Upload_that_was_given_up_is_gone_and_its_neighbours_are_not()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        PartUpload other = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, "a");
        await PutPartsAsync(other, "b");
        Put("staged/a", "neighbour");

        await Operations.AbortPartsAsync(upload);
        await Operations.AbortPartsAsync(upload);

        (await Operations.ListPartsAsync(upload)).Should().BeEmpty();
        (await Operations.CompletePartsAsync(upload, parts)).Should().Be(new StorageResult(StorageOutcome.NotFound));
        (await Operations.ListPartsAsync(other)).Should().ContainSingle();
        ContentOf("staged/a").Should().Be("neighbour");
    }

    [Test]
    public async Task What_a_completion_left_half_done_is_one_upload_to_the_sweep_and_no_part()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, [.. Enumerable.Range(1, 64).Select(number => $"{number}")]);
        Server.Service.Json.Fails = call => call.EndsWith("staged%2Fa/compose", StringComparison.Ordinal) ? 500 : null;

        (await FaultOfAsync(Operations.CompletePartsAsync(upload, parts))).IsTransient.Should().BeTrue();

        Server.Store.List(Bucket, "").Should().HaveCount(66);
        (await Operations.ListPartsAsync(upload)).Should().Equal(parts);
        (await Operations.ListStagedAsync(Bucket, "staged/").ToListAsync()).Should().ContainSingle().Which.Upload.Should().Be(upload);
        await Operations.AbortPartsAsync(upload);
        Server.Store.List(Bucket, "").Should().BeEmpty();
    }

    [Test]
    public async Task Parts_that_cannot_be_deleted_are_logged_and_the_object_counts()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "staged/a");
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, "a", "b");
        Server.Service.Json.Fails = call => call.StartsWith("DELETE", StringComparison.Ordinal) ? 403 : null;

        StorageResult made = await Operations.CompletePartsAsync(upload, parts);
        Server.Service.Json.Fails = _ => null;
        StorageResult again = await Operations.CompletePartsAsync(upload, parts);

        Log.GetSnapshot().Should().Contain(record => record.Message.Contains("storage.objects.delete"));
        again.Should().BeEquivalentTo(made);
        Server.Store.List(Bucket, "").Should().Equal("staged/a");
    }
}
