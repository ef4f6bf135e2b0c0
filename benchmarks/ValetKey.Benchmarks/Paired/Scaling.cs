using System.Diagnostics;
using System.Globalization;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks.Paired;

/// <summary>
/// How much more two threads issue than one. Told, not limited: it needs two idle cores. The processor time that a key costs, and the waits for
/// locks, tell of contention even where other programs have the cores.
/// </summary>
internal static class Scaling
{
    private const int Rounds = 31;

    /// <summary>One line for each kind of signature.</summary>
    public static void Run(Action<string> write)
    {
        write($"- {Measure("local", Issuers.Local)}");
        write($"- {Measure("S3", Issuers.S3)}");
        write($"- {Measure("Cloud Storage (RSA)", Issuers.Gcs, keysPerThread: 400)}");
    }

    /// <param name="what">What is issued.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="keysPerThread">A round should take about a twentieth of a second.</param>
    private static string Measure(string what, IValetKeyIssuer issuer, int keysPerThread = 20_000)
    {
        long contentions = Monitor.LockContentionCount;
        (Round One, Round Two)[] rounds =
            [.. Enumerable.Range(0, Rounds).Select(_ => (Run(issuer, keysPerThread, threads: 1), Run(issuer, keysPerThread, threads: 2)))];
        Quartiles speedUp = Quartiles.Of(rounds.Select(round => 2 * round.One.Wall / round.Two.Wall));
        Quartiles effort = Quartiles.Of(rounds.Select(round => round.Two.Processor / (2 * round.One.Processor)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Two threads issue {speedUp.Median:0.00} times as many {what} keys as one (quartiles {speedUp.Lower:0.00}-{speedUp.Upper:0.00}), ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"each for {effort.Median:0.00} times the processor time, with {Monitor.LockContentionCount - contentions} waits for a lock.");
    }

    private static Round Run(IValetKeyIssuer issuer, int keysPerThread, int threads)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Issue(issuer, keysPerThread)))];
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return new Round(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static void Issue(IValetKeyIssuer issuer, int keys)
    {
        for (int i = 0; i < keys; i++)
        {
            issuer.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult();
        }
    }

    private readonly record struct Round(double Wall, double Processor);
}
