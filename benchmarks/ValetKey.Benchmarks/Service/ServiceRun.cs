using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Service;

/// <summary>What the local storage service does in a second, beside what the disk and ASP.NET Core do without it.</summary>
internal static class ServiceRun
{
    private const int Clients = 16;
    private const int SmallBytes = 4096;
    private const long LargeBytes = 1L << 30;
    private const double LargeMegabytes = LargeBytes / 1e6;
    private const int SlowOnes = 1000;
    private const double CyclesASecond = 2000;
    private const long Mebibyte = 1024 * 1024;

    private static readonly string[] Headings = ["subject", "a second", "measure", "ratio", "quartiles", "at least", "holds"];

    private static readonly Row[] Rows =
    [
        new("PUT of 4 KiB", "written and flushed", 0.35)
        {
            Run = (bench, count) => (count / bench.Small.Put(1, count), count / bench.Small.WriteFiles(count)),
        },
        new("PUT of 4 KiB by 16", "by one", 4)
        {
            Run = (bench, count) => (4 * count / bench.Small.Put(Clients, 4 * count), count / bench.Small.Put(1, count)),
        },
        new("GET of 4 KiB by 16", "static files", 0.85)
        {
            Run = (bench, count) => (10 * count / bench.Small.Get(10 * count), 10 * count / bench.Small.GetStatic(10 * count)),
        },
        new("messages through a queue by 16", "wanted", 1)
        {
            Run = (bench, count) => (2 * count / bench.Cycles.Run(2 * count), CyclesASecond),
        },
        new("GET of 4 KiB beside 1,000 slow clients", "alone", 1 / 3.0)
        {
            Run = (bench, count) => (bench.Patience.Beside(SlowOnes, 5 * count), bench.Patience.Alone(5 * count)),
        },
        new("PUT of 1 GiB, in MB", "cp and sync", 0.6)
        {
            IsLarge = true,
            Run = (bench, _) => (LargeMegabytes / bench.Large.Put(), LargeMegabytes / bench.Large.Copy()),
        },
        new("GET of 1 GiB, in MB", "static files", 0.85)
        {
            IsLarge = true,
            Run = (bench, _) => (LargeMegabytes / bench.Large.Get(), LargeMegabytes / bench.Large.GetStatic()),
        },
    ];

    public static IEnumerable<string> Names => Rows.Select(row => row.Subject);

    public static void Run(Action<string> write, Effort effort)
    {
        using ServiceProcess service = new();
        using Bench bench = new(
            new SmallObjects(service, Clients, SmallBytes),
            new QueueCycles(service, Clients),
            new Patience(service, SmallBytes),
            new LargeObject(service, LargeBytes));
        MarkdownTable table = new(write, Headings);
        long before = 0;
        foreach (Row row in Rows)
        {
            if (row.IsLarge && before == 0)
            {
                before = service.ResidentBytes();
                service.ForgetMostResidentBytes();
            }

            Add(table, row, bench, effort);
        }

        write("");
        long grown = (service.MostResidentBytes() - before) / Mebibyte;
        write($"While the large object went up and down, the resident memory of the service grew by {grown} MiB; less than 64 are wanted.");
    }

    private static void Add(MarkdownTable table, Row row, Bench bench, Effort effort)
    {
        bool isFull = effort == Effort.Full;
        int count = isFull ? 2000 : 200;
        int rounds = row.IsLarge ? (isFull ? 5 : 1) : (isFull ? 15 : 3);
        row.Run(bench, count);
        (double Subject, double Measure)[] runs = [.. Enumerable.Range(0, rounds).Select(_ => row.Run(bench, count))];
        Quartiles ratio = Quartiles.Of(runs.Select(run => run.Subject / run.Measure));
        table.Add(
            row.Subject,
            $"{Quartiles.Of(runs.Select(run => run.Subject)).Median:N0}",
            $"{row.Measure}: {Quartiles.Of(runs.Select(run => run.Measure)).Median:N0}",
            $"{ratio.Median:0.00}",
            ratio.Spread,
            $"{row.Least:0.00}",
            $"{(ratio.Median >= row.Least ? "yes" : "no")}");
    }

    /// <summary>What is measured beside what, and the lowest ratio that is wanted.</summary>
    private sealed record Row(string Subject, string Measure, double Least)
    {
        public bool IsLarge { get; init; }

        /// <summary>Does both, and gives how much of each is done in a second.</summary>
        public required Func<Bench, int, (double Subject, double Measure)> Run { get; init; }
    }

    private sealed record Bench(SmallObjects Small, QueueCycles Cycles, Patience Patience, LargeObject Large) : IDisposable
    {
        public void Dispose()
        {
            Small.Dispose();
            Cycles.Dispose();
            Patience.Dispose();
        }
    }
}
