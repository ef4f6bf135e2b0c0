using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Startup;

/// <summary>
/// From the start of a process to its first key: each program in turn, so that whatever else the machine does falls on all of them.
/// </summary>
internal static class StartupRun
{
    private const string Nothing = "nothing";

    private static readonly string[] Headings =
        ["subject", "JIT, ms", "quartiles", "beyond nothing", "AOT, ms", "quartiles", "beyond nothing"];

    /// <summary>The words that the program knows; the first prints no key, and so tells what any process costs.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Nothing, "local", "s3", "AWSSDK", "azure", "Azure SDK", "gcs", "Google SDK"];

    public static void Run(Action<string> write, Effort effort)
    {
        using FirstKeyProgram jit = FirstKeyProgram.Publish(ahead: false);
        using FirstKeyProgram aot = FirstKeyProgram.Publish(ahead: true);
        Dictionary<string, (List<double?> Jit, List<double?> Aot)> times =
            Names.ToDictionary(name => name, _ => (new List<double?>(), new List<double?>()));
        for (int round = 0; round <= effort.Starts; round++)
        {
            foreach ((string name, (List<double?> Jit, List<double?> Aot) series) in times)
            {
                series.Jit.Add(jit.Start(name));
                series.Aot.Add(aot.Start(name));
            }
        }

        MarkdownTable table = new(write, Headings);
        foreach ((string name, (List<double?> Jit, List<double?> Aot) series) in times)
        {
            table.Add(name, [.. Cells(series.Jit, times[Nothing].Jit), .. Cells(series.Aot, times[Nothing].Aot)]);
        }
    }

    /// <summary>The first start of each reads the program from the disk, and does not count.</summary>
    private static FormattableString[] Cells(List<double?> series, List<double?> nothing)
    {
        if (series.Contains(null))
        {
            return [$"fails", $"", $""];
        }

        Quartiles quartiles = Quartiles.Of(series.Skip(1).OfType<double>());
        double beyond = quartiles.Median - Quartiles.Of(nothing.Skip(1).OfType<double>()).Median;
        return [$"{quartiles.Median:0.0}", $"{quartiles.Lower:0.0}–{quartiles.Upper:0.0}", $"{beyond:0.0}"];
    }
}
