using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>What <see cref="IStorageOperations"/> promises of uploads in parts.</summary>
internal static class PartOperationCases
{
    private const int AtOnce = 8;

    // More than what Cloud Storage composes at once; where parts are long, a dozen must do.
    private const int Many = 40;
    private const int ManyBytes = 64 << 20;

    public static IEnumerable<(string Name, Func<OperationTrial, CancellationToken, Task> Body)> All { get; } =
    [
        ("parts in any order, and again, make the object, and nothing is to be seen before", CompletesAsync),
        ("the last part may be as short as it likes", ShortLastAsync),
        ("parts are listed by number and length", ListsAsync),
        ("parts that are not listed are left out and deleted", LeavesOutAsync),
        ("a part that has changed since it was listed makes no object", ChangedAsync),
        ("completing again, also at once, gives the same answer", CompletesAgainAsync),
        ("what was aborted makes no object, and aborting again succeeds", AbortsAsync),
        ("two uploads to one name have nothing in common", SeparateAsync),
        ("a part that was never put, or none at all, makes no object", MissingAsync),
        ("many parts make the object in the order of their numbers", ManyAsync),
        ("a sweep finds uploads in parts that are under way", SweepsAsync),
    ];

    private static async Task CompletesAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.Operations.BeginPartsAsync(trial.Container, trial.Staged, token);
        byte[][] parts = [.. "abc"u8.ToArray().Select(mark => OperationTrial.Content(trial.PartLength, mark))];
        await trial.PutPartAsync(upload, 3, parts[2], token);
        await trial.PutPartAsync(upload, 1, OperationTrial.Content(trial.PartLength, (byte)'x'), token);
        await trial.PutPartAsync(upload, 2, parts[1], token);
        await trial.PutPartAsync(upload, 1, parts[0], token);
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "Something is to be seen before the upload is completed.");

        StorageResult result = await trial.Operations.CompletePartsAsync(upload, await trial.ListAsync(upload, token), token);

        OperationTrial.Require(result, StorageOutcome.Completed, "Completing");
        OperationTrial.Require(
            (result.Object!.Name, result.Object.Length) == (trial.Staged, 3L * trial.PartLength), $"Completed was {result.Object}.");
        await trial.RequireContentAsync(trial.Staged, parts, token);
        OperationTrial.Require(
            await trial.SweepAsync(trial.Folder, token) is [{ Upload: null }], "Something other than the object was left behind.");
    }

    private static async Task ShortLastAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "a"u8.ToArray(), token);
        await trial.PutPartAsync(upload, 2, [7], token);
        StorageResult result = await trial.Operations.CompletePartsAsync(upload, await trial.ListAsync(upload, token), token);
        OperationTrial.Require(result, StorageOutcome.Completed, "Completing");
        await trial.RequireContentAsync(trial.Staged, [OperationTrial.Content(trial.PartLength, (byte)'a'), [7]], token);
    }

    private static async Task ListsAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.Operations.BeginPartsAsync(trial.Container, trial.Staged, token);
        OperationTrial.Require((await trial.ListAsync(upload, token)).Count == 0, "Nothing was put, and parts are listed.");
        await trial.PutPartAsync(upload, 10, [1, 2, 3], token);
        await trial.PutPartAsync(upload, 2, [], token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(upload, token);
        OperationTrial.Require(
            parts.Select(part => (part.Number, part.Length)).SequenceEqual([(2, 0), (10, 3)]), $"Listed were {string.Join(", ", parts)}.");
        await trial.Operations.AbortPartsAsync(upload, token);
    }

    private static async Task LeavesOutAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "abc"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(upload, token);
        StorageResult result = await trial.Operations.CompletePartsAsync(upload, [parts[0], parts[2]], token);
        OperationTrial.Require(result, StorageOutcome.Completed, "Completing");
        await trial.RequireContentAsync(
            trial.Staged, "ac"u8.ToArray().Select(mark => OperationTrial.Content(trial.PartLength, mark)), token);
        OperationTrial.Require(await trial.SweepAsync(trial.Folder, token) is [{ Upload: null }], "The part that was not listed is still there.");
    }

    private static async Task ChangedAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "ab"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> inspected = await trial.ListAsync(upload, token);
        await trial.PutPartAsync(upload, 2, OperationTrial.Content(trial.PartLength, (byte)'x'), token);
        OperationTrial.Require(
            await trial.Operations.CompletePartsAsync(upload, inspected, token), StorageOutcome.Changed, "A part that was put again");
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "There is an object.");
        OperationTrial.Require(
            await trial.Operations.CompletePartsAsync(upload, await trial.ListAsync(upload, token), token), StorageOutcome.Completed, "Listed anew");
    }

    private static async Task CompletesAgainAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "ab"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(upload, token);
        StorageResult[] results = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(
            _ => trial.Operations.CompletePartsAsync(upload, parts, token).AsTask()));
        StorageResult later = await trial.Operations.CompletePartsAsync(upload, parts, token);
        OperationTrial.Require(
            results.Append(later).All(result => result.Outcome == StorageOutcome.Completed && result.Object?.Length == later.Object!.Length),
            $"They were answered with {string.Join(", ", results.Append(later).Select(result => result.Outcome))}.");
        await trial.RequireContentAsync(
            trial.Staged, "ab"u8.ToArray().Select(mark => OperationTrial.Content(trial.PartLength, mark)), token);
        OperationTrial.Require(await trial.SweepAsync(trial.Folder, token) is [{ Upload: null }], "Something other than the object was left behind.");
    }

    private static async Task AbortsAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "ab"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(upload, token);
        await trial.Operations.AbortPartsAsync(upload, token);
        await trial.Operations.AbortPartsAsync(upload, token);
        OperationTrial.Require((await trial.SweepAsync(trial.Folder, token)).Count == 0, "Something was left behind.");
        OperationTrial.Require(
            await trial.Operations.CompletePartsAsync(upload, parts, token), StorageOutcome.NotFound, "Completing what was aborted");
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "There is an object.");
    }

    private static async Task SeparateAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload mine = await trial.UploadAsync(trial.Staged, "a"u8.ToArray(), token);
        PartUpload other = await trial.UploadAsync(trial.Staged, "b"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(mine, token);
        OperationTrial.Require(mine.Id != other.Id, "Two uploads have one id.");
        StorageResult foreign = await trial.Operations.CompletePartsAsync(mine, await trial.ListAsync(other, token), token);
        OperationTrial.Require(foreign, StorageOutcome.Changed, "Another upload's parts");
        await trial.Operations.AbortPartsAsync(other, token);
        OperationTrial.Require(await trial.Operations.CompletePartsAsync(mine, parts, token), StorageOutcome.Completed, "Completing");
        await trial.RequireContentAsync(trial.Staged, [OperationTrial.Content(trial.PartLength, (byte)'a')], token);
    }

    private static async Task MissingAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.UploadAsync(trial.Staged, "ab"u8.ToArray(), token);
        IReadOnlyList<UploadedPart> parts = await trial.ListAsync(upload, token);
        StorageResult result = await trial.Operations.CompletePartsAsync(upload, [.. parts, parts[1] with { Number = 3 }], token);
        OperationTrial.Require(result.Outcome is StorageOutcome.Changed or StorageOutcome.NotFound, $"It was answered with {result.Outcome}.");
        OperationTrial.Require(!await TakesNoneAsync(), "Of no part at all something was made.");
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "There is an object.");
        await trial.Operations.AbortPartsAsync(upload, token);

        async Task<bool> TakesNoneAsync()
        {
            try
            {
                await trial.Operations.CompletePartsAsync(upload, [], token);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    private static async Task ManyAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload upload = await trial.Operations.BeginPartsAsync(trial.Container, trial.Staged, token);
        int count = Math.Min(Many, ManyBytes / trial.PartLength);
        byte[][] parts = [.. Enumerable.Range(1, count).Select(number => OperationTrial.Content(trial.PartLength, (byte)number))];
        await Parallel.ForEachAsync(parts.Index(), token, async (part, each) => await trial.PutPartAsync(upload, part.Index + 1, part.Item, each));
        StorageResult result = await trial.Operations.CompletePartsAsync(upload, await trial.ListAsync(upload, token), token);
        OperationTrial.Require(result, StorageOutcome.Completed, "Completing");
        await trial.RequireContentAsync(trial.Staged, parts, token);
        OperationTrial.Require(await trial.SweepAsync(trial.Folder, token) is [{ Upload: null }], "Something other than the object was left behind.");
    }

    private static async Task SweepsAsync(OperationTrial trial, CancellationToken token)
    {
        PartUpload inside = await trial.UploadAsync(trial.Folder + "a/object", "ab"u8.ToArray(), token);
        PartUpload outside = await trial.UploadAsync(trial.Folder + "ab/object", "a"u8.ToArray(), token);
        IReadOnlyList<StagedItem> found = await trial.SweepAsync(trial.Folder + "a/", token);
        OperationTrial.Require(
            found is [{ Upload: { } upload }] && upload == inside && found[0].Name == inside.Name, $"Found were {string.Join(", ", found)}.");
        await trial.Operations.AbortPartsAsync(found[0].Upload!, token);
        await trial.Operations.AbortPartsAsync(outside, token);
        OperationTrial.Require((await trial.SweepAsync(trial.Folder, token)).Count == 0, "Something was left behind.");
    }
}
