using System.Collections.Concurrent;
using Spectre.Console;
using ValetKey.Client;

namespace ValetKey.Samples.Transfer.Transfers;

/// <summary>A file that is to go one way or the other.</summary>
internal sealed record FileTransfer(string Path, Func<IProgress<TransferProgress>, CancellationToken, Task> RunAsync);

/// <summary>Shows how far each file is, and what went wrong at the end. One that fails keeps no other back.</summary>
internal sealed class Board(IAnsiConsole console)
{
    private const int AtOnce = 4;

    /// <returns>The exit code: 0 when all went well, else 1.</returns>
    public async Task<int> ShowAsync(IReadOnlyList<FileTransfer> transfers, CancellationToken cancellationToken)
    {
        ConcurrentQueue<(string Path, string Fault)> faults = [];
        try
        {
            await console.Progress()
                .Columns(
                    new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(),
                    new RemainingTimeColumn())
                .StartAsync(context => Parallel.ForEachAsync(
                    transfers,
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (transfer, token) =>
                    {
                        try
                        {
                            await transfer.RunAsync(new Bar(context.AddTask(Markup.Escape(transfer.Path))), token);
                        }
                        catch (Exception fault) when (fault is TransferException or IOException or UnauthorizedAccessException)
                        {
                            faults.Enqueue((transfer.Path, fault.Message));
                        }
                    }));
        }
        catch (OperationCanceledException)
        {
            console.MarkupLine("[yellow]Broken off. Ask for the same again to go on.[/]");
            return 1;
        }

        foreach ((string path, string fault) in faults)
        {
            console.MarkupLineInterpolated($"[red]{path}[/]: {fault}");
        }

        console.WriteLine($"{transfers.Count - faults.Count} transferred, {faults.Count} failed.");
        return faults.IsEmpty ? 0 : 1;
    }

    /// <summary>Told by many threads; what is told is the sum, so the order does not matter.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => (task.MaxValue, task.Value) = (Math.Max(1, value.Total ?? 1), value.Transferred);
    }
}
