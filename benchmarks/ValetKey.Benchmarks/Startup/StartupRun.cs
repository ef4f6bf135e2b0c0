using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Startup;

/// <summary>
/// From the start of a process to its first key: each program in turn, so that whatever else the machine does falls on all of them.
/// </summary>
internal static class StartupRun
{
    private const string Nothing = "nothing";

    private static readonly (string Name, string[] Properties)[] Compilations =
    [
        ("JIT", ["-p:PublishAot=false"]),
        ("ReadyToRun", ["-p:PublishAot=false", "-p:PublishReadyToRun=true"]),
        ("AOT", ["-p:PublishAot=true"]),
    ];

    /// <summary>The words that the program knows; the first prints no key, and so tells what any process costs.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Nothing, "local", "s3", "AWSSDK", "azure", "Azure SDK", "gcs", "Google SDK"];

    public static void Run(Action<string> write, Effort effort)
    {
        Column[] columns = [.. Compilations.Select(one => new Column(one.Name, FirstKeyProgram.Publish(one.Properties)))];
        for (int round = 0; round <= effort.Starts; round++)
        {
            foreach (string name in Names)
            {
                Array.ForEach(columns, column => column.Times[name].Add(column.Program.Start(name)));
            }
        }

        string[] headings = [.. columns.SelectMany(column => (string[])[$"{column.Name}, ms", "quartiles", "beyond nothing"])];
        MarkdownTable table = new(write, ["subject", .. headings]);
        foreach (string name in Names)
        {
            table.Add(name, [.. columns.SelectMany(column => Cells(column.Times[name], column.Times[Nothing]))]);
        }

        Array.ForEach(columns, column => column.Program.Dispose());
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

    private sealed record Column(string Name, FirstKeyProgram Program)
    {
        public Dictionary<string, List<double?>> Times { get; } = Names.ToDictionary(name => name, _ => new List<double?>());
    }
}
