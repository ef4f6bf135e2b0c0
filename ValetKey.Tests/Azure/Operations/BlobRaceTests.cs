using ValetKey.Providers;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>Blocks that are not committed are shared by all who write to a blob: none of them may disturb another.</summary>
[TestFixture(Signature.Kinds.FirstKey)]
[TestFixture(Signature.Kinds.Delegation)]
[Parallelizable(ParallelScope.All)]
internal sealed class BlobRaceTests(Signature.Kinds kind) : BlobOperationTests(kind)
{
    private const int Racers = 8;

    private static readonly int Rounds = LongRun.IsAsked ? 20 : 2;

    [Test]
    public async Task Of_many_that_publish_different_blobs_to_one_name_one_does()
    {
        for (int round = 0; round < Rounds; round++)
        {
            KeyScope target = Blob(NewName());
            byte[][] contents = [.. Enumerable.Range(1, Racers).Select(racer => NewContent(10_000 * racer))];
            StorageObject[] staged = await Task.WhenAll(contents.Select(StagedAsync));

            StorageResult[] results = await RaceAsync(racer => Operations.PublishAsync(staged[racer], target, new ObjectProperties()));

            int winner = Array.FindIndex(results, result => result.Outcome == StorageOutcome.Completed);
            results.Where((_, racer) => racer != winner).Should().OnlyContain(result => result.Outcome == StorageOutcome.ObjectExists);
            (await BytesOfAsync(target.Name)).Should().Equal(contents[winner]);
            bool[] left = await Task.WhenAll(staged.Select(blob => IsThereAsync(blob.Name)));
            left.Select((isThere, racer) => isThere == (racer != winner)).Should().OnlyContain(isRight => isRight);
        }
    }

    [Test]
    public async Task Of_many_that_publish_the_same_blob_to_one_name_one_does()
    {
        for (int round = 0; round < Rounds; round++)
        {
            KeyScope target = Blob(NewName());
            byte[] content = NewContent(100_000);
            StorageObject staged = await StagedAsync(content);

            StorageResult[] results = await RaceAsync(_ => Operations.PublishAsync(staged, target, new ObjectProperties()));

            results.Should().ContainSingle(result => result.Outcome == StorageOutcome.Completed);
            results.Select(result => result.Outcome).Should().BeSubsetOf(
                [StorageOutcome.Completed, StorageOutcome.ObjectExists, StorageOutcome.NotFound]);
            (await BytesOfAsync(target.Name)).Should().Equal(content);
        }
    }

    [Test]
    public async Task Many_that_replace_one_blob_leave_it_whole()
    {
        KeyScope target = Blob(NewName());
        byte[][] contents = [.. Enumerable.Range(1, Racers).Select(racer => NewContent(10_000 * racer))];
        StorageObject[] staged = await Task.WhenAll(contents.Select(StagedAsync));

        StorageResult[] results = await RaceAsync(racer => Operations.PublishAsync(staged[racer], target, new ObjectProperties(), overwrite: true));

        results.Should().OnlyContain(result => result.Outcome == StorageOutcome.Completed);
        byte[] content = await BytesOfAsync(target.Name);
        contents.Should().ContainSingle(candidate => candidate.SequenceEqual(content));
    }

    [Test]
    public async Task Many_that_complete_one_upload_give_one_object()
    {
        for (int round = 0; round < Rounds; round++)
        {
            byte[][] parts = [.. Enumerable.Range(1, 5).Select(number => NewContent(1000 * number))];
            PartUpload upload = await UploadAsync(NewName(), parts);
            IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;

            StorageResult[] results = await RaceAsync(_ => Operations.CompletePartsAsync(upload, listed));

            StorageObject found = await FoundAsync(upload.Name);
            results.Should().OnlyContain(result => result.Outcome == StorageOutcome.Completed && result.Object!.Revision == found.Revision);
            (await BytesOfAsync(upload.Name)).Should().Equal(parts.SelectMany(part => part));
            (await Operations.ListPartsAsync(upload)).Should().BeEmpty();
        }
    }

    [Test]
    public async Task Two_uploads_to_one_name_that_are_completed_at_once_give_the_whole_of_either()
    {
        for (int round = 0; round < Rounds; round++)
        {
            string name = NewName();
            byte[][][] parts = [.. Enumerable.Range(0, 4).Select(_ => new[] { NewContent(2000), NewContent(3000), NewContent(1000) })];
            PartUpload[] uploads = await Task.WhenAll(parts.Select(of => UploadAsync(name, of)));
            IReadOnlyList<UploadedPart>[] listed = await Task.WhenAll(uploads.Select(async upload => (await Operations.ListPartsAsync(upload))!));

            StorageResult[] results = await Task.WhenAll(
                uploads.Select((upload, i) => Operations.CompletePartsAsync(upload, listed[i]).AsTask()));

            results.Should().OnlyContain(result => result.Outcome == StorageOutcome.Completed);
            byte[] content = await BytesOfAsync(name);
            parts.Should().ContainSingle(of => of.SelectMany(part => part).SequenceEqual(content));
        }
    }

    [Test]
    public async Task Upload_that_is_completed_and_aborted_at_once_is_whole_or_gone()
    {
        for (int round = 0; round < Rounds; round++)
        {
            byte[][] parts = [NewContent(2000), NewContent(3000), NewContent(1000)];
            PartUpload upload = await UploadAsync(NewName(), parts);
            IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;

            Task<StorageResult> completing = Operations.CompletePartsAsync(upload, listed).AsTask();
            await Operations.AbortPartsAsync(upload);
            StorageResult result = await completing;

            if (result.Outcome == StorageOutcome.Completed)
            {
                (await BytesOfAsync(upload.Name)).Should().Equal(parts.SelectMany(part => part));
            }
            else
            {
                (result.Outcome, await IsThereAsync(upload.Name)).Should().Be((StorageOutcome.NotFound, false));
            }

            (await Operations.ListPartsAsync(upload)).Should().BeEmpty();
        }
    }

    private static Task<StorageResult[]> RaceAsync(Func<int, ValueTask<StorageResult>> run) =>
        Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(async () => await run(racer))));
}
