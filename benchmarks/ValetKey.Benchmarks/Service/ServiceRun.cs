using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Service;

/// <summary>What the local storage service does in a second, beside what the disk and ASP.NET Core do without it.</summary>
internal static class ServiceRun
{
    private const int Clients = 16;
    private const int SmallBytes = 4096;
    private const long LargeBytes = 1L << 30;

    public static void Run(Action<string> write, Effort effort)
    {
        using ServiceProcess service = new();
        using SmallObjects small = new(service, Clients, SmallBytes);
        MarkdownTable table = new(write, "subject", "a second", "measure", "ratio", "quartiles", "at least", "holds");
        int count = effort == Effort.Full ? 2000 : 200;
        int rounds = effort == Effort.Full ? 15 : 3;
        Add(table, "PUT of 4 KiB, over written and flushed", 0.35, rounds, () => count / small.Put(1, count), () => count / small.WriteFiles(count));
        Add(table, "PUT of 4 KiB by 16, over by one", 4, rounds, () => 4 * count / small.Put(Clients, 4 * count), () => count / small.Put(1, count));
        Add(table, "GET of 4 KiB by 16, over static files", 0.85, rounds, () => 10 * count / small.Get(10 * count), () => 10 * count / small.GetStatic(10 * count));
        using QueueCycles cycles = new(service, Clients);
        Add(table, "messages sent, received, deleted by 16, over 2,000", 1, rounds, () => 2 * count / cycles.Run(2 * count), () => 2000);
        long before = service.ResidentBytes();
        LargeObject large = new(service, LargeBytes);
        int few = effort == Effort.Full ? 5 : 1;
        double megabytes = LargeBytes / 1e6;
        Add(table, "PUT of 1 GiB (MB), over cp and flush", 0.6, few, () => megabytes / large.Put(), () => megabytes / large.Copy());
        Add(table, "GET of 1 GiB (MB), over static files", 0.85, few, () => megabytes / large.Get(), () => megabytes / large.GetStatic());
        write($"resident memory grew by {(service.MostResidentBytes() - before) / 1048576} MiB");
    }

    private static void Add(MarkdownTable table, string name, double least, int rounds, Func<double> subject, Func<double> reference)
    {
        subject();
        reference();
        List<double> ratios = [];
        List<double> subjects = [];
        List<double> references = [];
        for (int round = 0; round < rounds; round++)
        {
            references.Add(reference());
            subjects.Add(subject());
            ratios.Add(subjects[^1] / references[^1]);
        }

        Quartiles ratio = Quartiles.Of(ratios);
        table.Add(
            name, $"{Quartiles.Of(subjects).Median:N0}", $"{Quartiles.Of(references).Median:N0}", $"{ratio.Median:0.00}", ratio.Spread, $"{least:0.00}",
            $"{(ratio.Median >= least ? "yes" : "no")}");
    }
}
