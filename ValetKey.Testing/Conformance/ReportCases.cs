namespace ValetKey.Testing;

/// <summary>What the run as a whole must show.</summary>
internal static class ReportCases
{
    public static IEnumerable<(string Name, Func<ConformanceRun, CancellationToken, Task> Body)> All { get; } =
        [("at the end: every known gap occurred, and every cell has a case for and one against it", CheckAsync)];

    private static async Task CheckAsync(ConformanceRun run, CancellationToken cancellationToken)
    {
        foreach (ConformanceCase other in run.Cases.SkipLast(1))
        {
            try
            {
                await other.RunAsync(cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // It tells for itself.
            }
        }

        List<string> faults = [.. run.Report.FindStaleGaps().Select(gap => $"the gap '{gap.Probe}' ({gap.Reason}) did not occur; take it out")];
        faults.AddRange(run.Report.FindUnproven());
        if (faults.Count > 0)
        {
            throw new ConformanceException(string.Join(Environment.NewLine, faults));
        }
    }
}
