namespace ValetKey.Testing;

/// <summary>For each permission on queues that is declared: it works, and nothing beside it does.</summary>
internal static class QueueCases
{
    private static readonly Permissions[] Tried = [Permissions.Send, Permissions.Receive, Permissions.Peek, Permissions.Update];

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(Cell cell)
    {
        yield return ($"{cell}: it works", (run, token) => WorksAsync(run, cell, token));
        yield return ($"{cell}: altered anywhere it opens nothing", (run, token) => AlteredAsync(run, cell, token));
        yield return ($"{cell}: it opens nothing else", (run, token) => OpensNothingElseAsync(run, cell, token));
        yield return ($"{cell}: it ends", (run, token) => EndsAsync(run, cell, token));
    }

    private static async Task WorksAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        QueueTrial trial = await QueueTrial.StartAsync(run, cell, cancellationToken);
        await trial.UseAsync(await trial.IssueAsync(cancellationToken), cancellationToken);
        trial.Conclude();
    }

    private static async Task AlteredAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        QueueTrial trial = await QueueTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await trial.IssueAsync(cancellationToken);
        RawRequest proper = await trial.ProperAsync(key, cell.Permission, cancellationToken);
        foreach ((string probe, RawRequest request) in Alterations.Of(proper, SignedParts.Of(key, cell.Permission)))
        {
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task OpensNothingElseAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        QueueTrial trial = await QueueTrial.StartAsync(run, cell, cancellationToken);
        IssuedKey key = await trial.IssueAsync(cancellationToken);
        RawRequest own = await trial.ProperAsync(key, cell.Permission, cancellationToken);
        await trial.RefuseAsync(
            "another queue", own.WithUrl(url => url.Replace(trial.Queue, trial.OtherQueue, StringComparison.Ordinal)), cancellationToken);

        // Whoever may receive has looked at the messages, and may do so without taking them.
        foreach (Permissions wanted in Tried.Where(wanted => !cell.Requested.HasFlag(wanted)))
        {
            if (await trial.IntrudeAsync(key, wanted, cancellationToken) is { } request)
            {
                await trial.RefuseAsync($"{wanted}", request, cancellationToken);
            }
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task EndsAsync(ConformanceRun run, Cell cell, CancellationToken cancellationToken)
    {
        QueueTrial trial = await QueueTrial.StartAsync(run, cell, cancellationToken);
        run.Clock.Offset = -TimeSpan.FromMinutes(11);
        IssuedKey key;
        try
        {
            key = await trial.IssueAsync(cancellationToken);
        }
        finally
        {
            run.Clock.Offset = TimeSpan.Zero;
        }

        RawRequest request = await trial.ProperAsync(key, cell.Permission, cancellationToken);
        await trial.RefuseAsync("after its end", request, cancellationToken);
        await trial.ConcludeAsync(cancellationToken);
    }
}
