using Spectre.Console;

namespace ValetKey.Samples.Migrate;

/// <summary>Shows how far a migration is, and what was wrong at its end.</summary>
internal static class MigrationProgress
{
    /// <returns>The exit code: 0 when everything is there, else 1.</returns>
    public static async Task<int> ShowAsync(Migration migration, ContainerPair[] containers, IAnsiConsole console,
        CancellationToken cancellationToken)
    {
        List<(string Name, string Fault)> faults = [];
        int copied = 0;
        try
        {
            await console.Progress().Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
            {
                foreach (ContainerPair pair in containers)
                {
                    List<SourceObject> objects = [];
                    await foreach (SourceObject found in migration.Source.ListAsync(pair.Here))
                    {
                        objects.Add(found);
                    }

                    ProgressTask task = context.AddTask(
                        Markup.Escape($"{pair.Here} ({objects.Count} objects)"), maxValue: Math.Max(1, objects.Sum(found => found.Length)));
                    await migration.RunAsync(pair, objects, (found, fault) => Tell(task, found, fault), cancellationToken);
                    task.Value = task.MaxValue;
                }
            });
        }
        catch (OperationCanceledException)
        {
            console.MarkupLine("[yellow]Broken off. Run it again to go on.[/]");
            return 1;
        }

        foreach ((string name, string fault) in faults)
        {
            console.MarkupLineInterpolated($"[red]{name}[/]: {fault}");
        }

        console.WriteLine($"{copied} objects are there, {faults.Count} to look at.");
        return faults.Count == 0 ? 0 : 1;

        void Tell(ProgressTask task, SourceObject found, string? fault)
        {
            lock (faults)
            {
                task.Increment(found.Length);
                copied += fault is null ? 1 : 0;
                if (fault is not null)
                {
                    faults.Add(($"{found.Container}/{found.Name}", fault));
                }
            }
        }
    }
}
