using System.Diagnostics;
using System.Globalization;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks.Paired;

/// <summary>How much more two threads issue than one. Told, not limited: it needs two idle cores.</summary>
internal static class Scaling
{
    private const int Keys = 20_000;
    private const int Rounds = 31;

    public static string Measure(IValetKeyIssuer issuer)
    {
        Quartiles speedUp = Quartiles.Of(Enumerable.Range(0, Rounds).Select(_ => 2 * SecondsOf(issuer, threads: 1) / SecondsOf(issuer, threads: 2)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Two threads issue {speedUp.Median:0.00} times as many local keys as one (quartiles {speedUp.Lower:0.00}-{speedUp.Upper:0.00}).");
    }

    private static double SecondsOf(IValetKeyIssuer issuer, int threads)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Issue(issuer)))];
        long start = Stopwatch.GetTimestamp();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Issue(IValetKeyIssuer issuer)
    {
        for (int i = 0; i < Keys; i++)
        {
            issuer.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult();
        }
    }
}
