using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text;
using ValetKey.Benchmarks.Endpoints;
using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Service;
using ValetKey.Benchmarks.Startup;

namespace ValetKey.Benchmarks.Reporting;

/// <summary>Runs what docs/performance.md tells of, and writes it: the template with the figures of this run in place of its marks.</summary>
internal static class Report
{
    private static readonly string Template = Checkout.PathTo("benchmarks", "ValetKey.Benchmarks", "Reporting", "performance.template.md");

    /// <summary>Each row that the document's tables have, after the mark of its table.</summary>
    public static void TellRows(Action<string> write)
    {
        foreach (string row in Pairs.Create().Select(pair => $"{{{{paired}}}} {pair.Name}")
            .Concat(EndpointPairs.Names.Select(name => $"{{{{endpoint}}}} {name}"))
            .Concat(ServiceRun.Names.Select(name => $"{{{{service}}}} {name}"))
            .Concat(StartupRun.Names.Select(name => $"{{{{startup}}}} {name}")))
        {
            write(row);
        }
    }

    /// <returns>The limits that do not hold.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(string path, Effort effort)
    {
        IReadOnlyList<string> breaches = [];
        string document = (await File.ReadAllTextAsync(Template)).Replace("{{machine}}", Machine(effort), StringComparison.Ordinal);
        document = Fill(document, "{{paired}}", write => breaches = PairedRun.Run(write, "", effort));
        document = Fill(document, "{{limits}}", write => PairedRun.Tell(write, breaches));
        document = Fill(document, "{{scaling}}", Scaling.Run);
        document = await FillAsync(document, "{{endpoint}}", write => EndpointRun.RunAsync(write, effort));
        document = Fill(document, "{{service}}", write => ServiceRun.Run(write, effort));
        document = Fill(document, "{{startup}}", write => StartupRun.Run(write, effort));
        await File.WriteAllTextAsync(path, document);
        return breaches;
    }

    private static string Fill(string document, string mark, Action<Action<string>> run) =>
        FillAsync(document, mark, write =>
        {
            run(write);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();

    private static async Task<string> FillAsync(string document, string mark, Func<Action<string>, Task> run)
    {
        StringBuilder section = new();
        await run(line =>
        {
            Console.WriteLine(line);
            section.Append(line).Append('\n');
        });
        return document.Replace(mark, section.ToString().TrimEnd('\n'), StringComparison.Ordinal);
    }

    private static string Machine(Effort effort) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
        + $"{(GCSettings.IsServerGC ? "server" : "workstation")} garbage collector, "
        + $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}{(effort == Effort.Short ? ", a short trial, whose figures mean little" : "")}");

    private static string Processor()
    {
        const string list = "/proc/cpuinfo";
        string? model = File.Exists(list)
            ? File.ReadLines(list).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?[(model.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
