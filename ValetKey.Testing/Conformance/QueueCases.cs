namespace ValetKey.Testing;

/// <summary>For each permission on queues that is declared: it works, and nothing beside it does.</summary>
internal static class QueueCases
{
    private static readonly Permissions[] Tried = [Permissions.Send, Permissions.Receive, Permissions.Peek, Permissions.Update];

    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> Of(Cell cell)
    {
        if (cell.Constraint == ConstraintKinds.SingleUse)
        {
            yield return ($"{cell}: it opens once", (run, token) => WithQueuesAsync(run, cell, QueueConstraints.OpensOnceAsync, token));
            yield return ($"{cell}: of 16 at once one gets in", (run, token) => WithQueuesAsync(run, cell, QueueConstraints.OneOfManyAsync, token));
            yield break;
        }

        if (cell.Constraint != ConstraintKinds.None)
        {
            yield return ($"{cell}: who keeps to it passes", (run, token) => WithQueuesAsync(run, cell, QueueConstraints.PassesAsync, token));
            yield return ($"{cell}: nobody else does", (run, token) => WithQueuesAsync(run, cell, QueueConstraints.HoldsAsync, token));
            yield break;
        }

        yield return ($"{cell}: it works", (run, token) => WithQueuesAsync(run, cell, WorksAsync, token));
        if (cell.Form != KeyForm.TemporaryCredentials)
        {
            yield return ($"{cell}: altered anywhere it opens nothing", (run, token) => WithQueuesAsync(run, cell, AlteredAsync, token));
        }

        yield return ($"{cell}: it opens nothing else", (run, token) => WithQueuesAsync(run, cell, OpensNothingElseAsync, token));
        yield return ($"{cell}: it ends", (run, token) => WithQueuesAsync(run, cell, EndsAsync, token));
    }

    /// <summary>Where the harness has no queues, it says so by a gap.</summary>
    private static async Task WithQueuesAsync(
        ConformanceRun run, Cell cell, Func<QueueTrial, CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        QueueTrial trial;
        try
        {
            trial = await QueueTrial.StartAsync(run, cell, cancellationToken);
        }
        catch (NotSupportedException) when (run.Report.IsKnown(cell, KnownGap.NoService))
        {
            return;
        }

        await body(trial, cancellationToken);
    }

    private static async Task WorksAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        await trial.UseAsync(await trial.IssueAsync(cancellationToken), cancellationToken);
        trial.Conclude();
    }

    private static async Task AlteredAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        IssuedKey key = await trial.IssueAsync(cancellationToken);
        RawRequest proper = await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken);
        foreach ((string probe, RawRequest request) in Alterations.Of(proper, SignedParts.Of(key, trial.Cell.Permission)))
        {
            await trial.RefuseAsync(probe, request, cancellationToken);
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task OpensNothingElseAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        IssuedKey key = await trial.IssueAsync(cancellationToken);
        RawRequest own = await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken);
        await trial.RefuseAsync(
            "another queue", own.WithUrl(url => url.Replace(trial.Queue, trial.OtherQueue, StringComparison.Ordinal)), cancellationToken);

        // Whoever may receive has looked at the messages, and may do so without taking them.
        foreach (Permissions wanted in Tried.Where(wanted => !trial.Cell.Requested.HasFlag(wanted)))
        {
            if (await trial.IntrudeAsync(key, wanted, cancellationToken) is { } request)
            {
                await trial.RefuseAsync($"{wanted}", request, cancellationToken);
            }
        }

        await trial.ConcludeAsync(cancellationToken);
    }

    private static async Task EndsAsync(QueueTrial trial, CancellationToken cancellationToken)
    {
        IssuedKey key;
        using (trial.Run.Clock.Move(-TimeSpan.FromMinutes(11)))
        {
            key = await trial.IssueAsync(cancellationToken);
        }

        RawRequest request = await trial.ProperAsync(key, trial.Cell.Permission, cancellationToken);
        await trial.RefuseAsync("after its end", request, cancellationToken);
        await trial.ConcludeAsync(cancellationToken);
    }
}
