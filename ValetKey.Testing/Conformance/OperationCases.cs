using System.Text;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>
/// What <see cref="IStorageOperations"/> promises of objects: found as they are, read as they were found, moved whole or not at all.
/// </summary>
internal static class OperationCases
{
    private const int AtOnce = 16;

    private static readonly ObjectProperties Published = new()
    {
        ContentType = "text/x-published",
        Metadata = new Dictionary<string, string> { ["upload"] = "42" },
    };

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(SignerHarness harness)
    {
        yield return ("operations: the harness says whether there are any", DeclaresAsync);
        if (!harness.HasOperations || harness.OperationsTriedBy is not null)
        {
            yield break;
        }

        foreach ((string name, Func<OperationTrial, CancellationToken, Task> body) in Objects.Concat(
            PartOperationCases.All.Select(WhereThereAreParts)))
        {
            yield return ($"operations: {name}", (run, token) => TryAsync(run, $"operations: {name}", body, token));
        }
    }

    /// <summary>Where there are no uploads in parts, none may begin.</summary>
    private static (string Name, Func<OperationTrial, CancellationToken, Task> Body) WhereThereAreParts(
        (string Name, Func<OperationTrial, CancellationToken, Task> Body) one) => (one.Name, async (trial, token) =>
        {
            if (trial.Operations.PartLimits is not null)
            {
                await one.Body(trial, token);
                return;
            }

            try
            {
                await trial.Operations.BeginPartsAsync(trial.Container, trial.Staged, token);
            }
            catch (NotSupportedException)
            {
                return;
            }

            throw new ConformanceException("There are no limits of parts, and an upload in parts was begun.");
        }
    );

    private static async Task TryAsync(
        ConformanceRun run, string name, Func<OperationTrial, CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        try
        {
            await body(new OperationTrial(run), cancellationToken);
        }
        catch (ConformanceException) when (run.Report.IsKnown(name))
        {
        }
    }

    private static IEnumerable<(string Name, Func<OperationTrial, CancellationToken, Task> Body)> Objects { get; } =
    [
        ("an object is found as it is, and none where there is none", FindsAsync),
        ("a content is read as it was found, and not if it is another or gone", ReadsPinnedAsync),
        ("publishing moves the object, with other properties", PublishesAsync),
        ("publishing into another container moves it there", PublishesElsewhereAsync),
        ("publishing replaces nothing unless it is told to", ReplacesNothingAsync),
        ("a staged object that has changed or is gone is not published", PublishesPinnedAsync),
        ($"of {AtOnce} that publish to one name at once one succeeds", RaceToOneNameAsync),
        ($"one object published {AtOnce} times at once is published once", RaceOfOneAsync),
        ("odd names are published under what they say, or refused", NamesAsync),
        ("deleting again succeeds, and takes nothing else", DeletesAsync),
        ("a sweep finds what is under its prefix, and nothing else", SweepsAsync),
        ("cancelled before, nothing is done", CancelledAsync),
    ];

    private static Task DeclaresAsync(ConformanceRun run, CancellationToken cancellationToken)
    {
        OperationTrial.Require(
            run.FindOperations() is not null == run.Harness.HasOperations,
            $"The harness says {nameof(SignerHarness.HasOperations)} is {run.Harness.HasOperations}, and the registration has it otherwise.");
        return Task.CompletedTask;
    }

    private static async Task FindsAsync(OperationTrial trial, CancellationToken token)
    {
        StoredObject stored = new(Encoding.UTF8.GetBytes("some text")) { ContentType = "text/x-uploaded" };
        await trial.Harness.PutAsync(trial.Container, trial.Staged, stored, token);
        StorageObject found = await trial.FindAsync(trial.Staged, token);

        OperationTrial.Require(
            (found.Container, found.Name, found.Length, found.ContentType) == (trial.Container, trial.Staged, 9, "text/x-uploaded"),
            $"Found was {found}.");
        OperationTrial.Require(
            (trial.Harness.Time.GetUtcNow() - found.LastModified).Duration() < TimeSpan.FromMinutes(5), $"It was written {found.LastModified:u}?");
        foreach (Checksum checksum in found.Checksums)
        {
            OperationTrial.Require(
                checksum.Value.SequenceEqual(ChecksumSamples.Compute(checksum.Algorithm, stored.Content.ToArray())),
                $"The content's checksum is not {checksum}.");
        }

        foreach (string other in new[] { trial.Staged + "2", trial.Staged[..^1], trial.Folder + "staged", trial.Staged.ToUpperInvariant() })
        {
            OperationTrial.Require(await trial.Operations.FindAsync(trial.Container, other, token) is null,
                $"'{other}' is not there, and was found.");
        }
    }

    private static async Task ReadsPinnedAsync(OperationTrial trial, CancellationToken token)
    {
        StorageObject first = await trial.StageAsync(trial.Staged, "first", token);
        OperationTrial.Require(await trial.ReadAsync(first, token) == "first", "The content is another than was stored.");
        StorageObject second = await trial.StageAsync(trial.Staged, "other", token);
        OperationTrial.Require(await trial.ReadAsync(first, token) is null, "Another content was read for the one that was found.");
        OperationTrial.Require(await trial.ReadAsync(second, token) == "other", "The second content was not read.");
        await trial.Operations.DeleteAsync(trial.Container, trial.Staged, token);
        OperationTrial.Require(await trial.ReadAsync(second, token) is null, "What is gone was read.");
    }

    private static async Task PublishesAsync(OperationTrial trial, CancellationToken token)
    {
        foreach (string text in new[] { "text", "" })
        {
            StorageObject staged = await trial.StageAsync(trial.Staged, text, token);
            StorageResult result = await trial.Operations.PublishAsync(staged, trial.Target, Published, overwrite: true, token);
            OperationTrial.Require(result, StorageOutcome.Completed, "Publishing");
            StorageObject found = await trial.FindAsync(trial.Target.Name, token);
            OperationTrial.Require(
                (found.Length, found.ContentType, found.Metadata.GetValueOrDefault("upload")) == (text.Length, "text/x-published", "42"),
                $"Published was {found}.");
            OperationTrial.Require(result.Object!.Revision == found.Revision, "The result is of another revision than what is there.");
            OperationTrial.Require(await trial.ReadAsync(result.Object, token) == text, "The content is another than was staged.");
            OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "The staged object is still there.");
        }
    }

    private static async Task PublishesElsewhereAsync(OperationTrial trial, CancellationToken token)
    {
        StorageObject staged = await trial.StageAsync(trial.Staged, "text", token);
        KeyScope target = KeyScope.ForObject(trial.Harness.OtherContainer, trial.Target.Name);
        OperationTrial.Require(await trial.Operations.PublishAsync(staged, target, Published, false, token), StorageOutcome.Completed, "Publishing");
        StoredObject? found = await trial.Harness.FindAsync(target.Container, target.Name, token);
        OperationTrial.Require(found?.Text == "text", "The object is not in the other container.");
        OperationTrial.Require(await trial.TextAsync(target.Name, token) is null, "It is in the first container, too.");
    }

    private static async Task ReplacesNothingAsync(OperationTrial trial, CancellationToken token)
    {
        await trial.StageAsync(trial.Target.Name, "old", token);
        StorageObject staged = await trial.StageAsync(trial.Staged, "new", token);
        OperationTrial.Require(
            await trial.Operations.PublishAsync(staged, trial.Target, Published, false, token), StorageOutcome.ObjectExists,
            "Publishing over another");
        OperationTrial.Require(await trial.TextAsync(trial.Target.Name, token) == "old", "The object that was there was replaced.");
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) == "new", "The staged object is gone.");
        OperationTrial.Require(
            await trial.Operations.PublishAsync(staged, trial.Target, Published, overwrite: true, token), StorageOutcome.Completed, "Replacing");
        OperationTrial.Require(await trial.TextAsync(trial.Target.Name, token) == "new", "The object was not replaced.");
    }

    private static async Task PublishesPinnedAsync(OperationTrial trial, CancellationToken token)
    {
        foreach (bool overwrite in new[] { false, true })
        {
            StorageObject inspected = await trial.StageAsync(trial.Staged, "harmless", token);
            await trial.StageAsync(trial.Staged, "evil evil", token);
            OperationTrial.Require(
                await trial.Operations.PublishAsync(inspected, trial.Target, Published, overwrite, token), StorageOutcome.Changed, "Swapped content");
            await trial.Operations.DeleteAsync(trial.Container, trial.Staged, token);
            OperationTrial.Require(
                await trial.Operations.PublishAsync(inspected, trial.Target, Published, overwrite, token),
                StorageOutcome.NotFound, "Deleted content");
            OperationTrial.Require(await trial.TextAsync(trial.Target.Name, token) is null, "Something was published.");
        }
    }

    private static async Task RaceToOneNameAsync(OperationTrial trial, CancellationToken token)
    {
        StorageObject[] staged = await Task.WhenAll(
            Enumerable.Range(0, AtOnce).Select(number => trial.StageAsync($"{trial.Staged}{number}", $"the text of {number}", token)));
        StorageResult[] results = await Task.WhenAll(staged.Select(
            one => trial.Operations.PublishAsync(one, trial.Target, Published, false, token).AsTask()));
        int[] won = [.. Enumerable.Range(0, AtOnce).Where(number => results[number].Outcome == StorageOutcome.Completed)];
        OperationTrial.Require(won.Length == 1, $"{won.Length} of {AtOnce} succeeded.");
        OperationTrial.Require(
            results.Count(result => result.Outcome == StorageOutcome.ObjectExists) == AtOnce - 1,
            $"The others were answered with {string.Join(", ", results.Select(result => result.Outcome).Distinct())}.");
        OperationTrial.Require(
            await trial.TextAsync(trial.Target.Name, token) == $"the text of {won[0]}", "Published is not what was said to be published.");
    }

    private static async Task RaceOfOneAsync(OperationTrial trial, CancellationToken token)
    {
        StorageObject staged = await trial.StageAsync(trial.Staged, "text", token);
        StorageResult[] results = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(
            _ => trial.Operations.PublishAsync(staged, trial.Target, Published, false, token).AsTask()));
        OperationTrial.Require(
            results.Count(result => result.Outcome == StorageOutcome.Completed) == 1,
            $"They were answered with {string.Join(", ", results.Select(result => result.Outcome))}.");
        OperationTrial.Require(await trial.TextAsync(trial.Target.Name, token) == "text", "The object is not there.");
    }

    private static async Task NamesAsync(OperationTrial trial, CancellationToken token)
    {
        List<string> faults = [];
        await Parallel.ForEachAsync(OddNames.OfEachKind.Index(), token, async (odd, each) =>
        {
            string name = trial.Folder + odd.Item;
            string staged = $"{trial.Staged}{odd.Index}";
            string text = $"named {odd.Item}";
            try
            {
                StorageResult result = await trial.Operations.PublishAsync(
                    await trial.StageAsync(staged, text, each), KeyScope.ForObject(trial.Container, name), Published, false, each);
                StorageObject? back = await trial.Operations.FindAsync(trial.Container, name, each);
                bool isThere = (await trial.Harness.FindAsync(trial.Container, name, each))?.Text == text;
                bool isSource = back is not null && (await trial.Operations.PublishAsync(
                    back, KeyScope.ForObject(trial.Container, staged), Published, false, each)).Outcome == StorageOutcome.Completed;
                if (result.Outcome != StorageOutcome.Completed || !isThere || !isSource)
                {
                    lock (faults)
                    {
                        faults.Add($"{name}: {result.Outcome}, there: {isThere}, back again: {isSource}");
                    }
                }
            }
            catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
            {
            }
        });
        OperationTrial.Require(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static async Task DeletesAsync(OperationTrial trial, CancellationToken token)
    {
        await trial.StageAsync(trial.Staged, "text", token);
        await trial.StageAsync(trial.Staged + "2", "text", token);
        await trial.Operations.DeleteAsync(trial.Container, trial.Staged, token);
        await trial.Operations.DeleteAsync(trial.Container, trial.Staged, token);
        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) is null, "The object is still there.");
        OperationTrial.Require(await trial.TextAsync(trial.Staged + "2", token) is not null, "Another object is gone.");
    }

    private static async Task SweepsAsync(OperationTrial trial, CancellationToken token)
    {
        string[] inside = [trial.Folder + "a/1", trial.Folder + "a/b/2", trial.Folder + "a/ü"];
        string[] outside = [trial.Folder + "ab/3", trial.Folder + "A/4", trial.Folder + "b/a/5"];
        await Task.WhenAll(inside.Concat(outside).Select(name => trial.StageAsync(name, "text", token)));
        IReadOnlyList<StagedItem> found = await trial.SweepAsync(trial.Folder + "a/", token);
        OperationTrial.Require(
            found.Select(item => item.Name).Order(StringComparer.Ordinal).SequenceEqual(inside.Order(StringComparer.Ordinal)),
            $"Found were {string.Join(", ", found)}.");
        OperationTrial.Require(found.All(item => item.Upload is null), "An object is told to be an upload.");
    }

    private static async Task CancelledAsync(OperationTrial trial, CancellationToken token)
    {
        StorageObject staged = await trial.StageAsync(trial.Staged, "text", token);
        CancellationToken cancelled = new(canceled: true);
        Func<Task>[] calls =
        [
            async () => await trial.Operations.FindAsync(trial.Container, trial.Staged, cancelled),
            async () => await trial.ReadAsync(staged, cancelled),
            async () => await trial.Operations.PublishAsync(staged, trial.Target, Published, false, cancelled),
            async () => await trial.Operations.DeleteAsync(trial.Container, trial.Staged, cancelled),
            async () => await trial.SweepAsync(trial.Folder, cancelled),
        ];
        foreach (Func<Task> call in calls)
        {
            try
            {
                await call();
                throw new ConformanceException("A call that was cancelled before it began was carried out.");
            }
            catch (OperationCanceledException)
            {
            }
        }

        OperationTrial.Require(await trial.TextAsync(trial.Staged, token) == "text", "The object is not as it was.");
    }
}
