using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Paired;

/// <summary>Every pair, as a table, and whether the limits hold.</summary>
internal static class PairedRun
{
    private static readonly string[] Headings =
        ["subject", "ns", "measure, ns", "ratio", "quartiles", "bytes", "beyond", "at most", "holds"];

    /// <returns>The limits that do not hold.</returns>
    public static IReadOnlyList<string> Run(Action<string> write, string part, Effort effort)
    {
        List<string> breaches = [];
        MarkdownTable table = new(write, Headings);
        foreach (Pair pair in Pairs.Create().Where(pair => pair.Name.Contains(part, StringComparison.Ordinal)))
        {
            Measurement measured = PairRunner.Measure(pair, effort);
            string[] found = [.. measured.Breaches()];
            string holds = pair.Limits.Length == 0 ? "" : found.Length == 0 ? "yes" : "no";
            table.Add(
                pair.Name, $"{measured.Subject:N0}", $"{measured.Reference:N0}", $"{measured.Ratio.Median:0.00}", measured.Ratio.Spread,
                $"{measured.SubjectBytes:N0}", $"{measured.BytesBeyond:N0}", $"{pair.Limits}", $"{holds}");
            breaches.AddRange(found);
        }

        return breaches;
    }

    public static void Tell(Action<string> write, IReadOnlyList<string> breaches)
    {
        write(breaches.Count == 0 ? "All limits hold." : "Limits exceeded:");
        write("");
        foreach (string breach in breaches)
        {
            write($"- {breach}");
        }
    }
}
