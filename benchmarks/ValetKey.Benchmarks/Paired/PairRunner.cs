using System.Diagnostics;

namespace ValetKey.Benchmarks.Paired;

/// <summary>
/// Measures a pair in short rounds, subject and reference in turn, so that whatever else the machine does falls on both. The warm-up lasts until the
/// tiered compiler has long settled.
/// </summary>
internal static class PairRunner
{
    private const int WarmUpRounds = 30;
    private const int Rounds = 101;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(6);

    /// <summary>Keeps results reachable, so that no work is optimized away.</summary>
    private static object? _sink;

    public static Measurement Measure(Pair pair)
    {
        int repetitions = WarmUp(pair);
        double[] subject = new double[Rounds];
        double[] reference = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            if (round % 2 == 0)
            {
                subject[round] = NanosecondsOf(pair.Subject, repetitions);
                reference[round] = NanosecondsOf(pair.Reference, repetitions);
            }
            else
            {
                reference[round] = NanosecondsOf(pair.Reference, repetitions);
                subject[round] = NanosecondsOf(pair.Subject, repetitions);
            }
        }

        return new Measurement(
            pair,
            Quartiles.Of(subject).Median,
            Quartiles.Of(reference).Median,
            Quartiles.Of(subject.Zip(reference, (one, other) => one / other)),
            BytesOf(pair.Subject),
            BytesOf(pair.Reference));
    }

    private static int WarmUp(Pair pair)
    {
        long start = Stopwatch.GetTimestamp();
        double nanoseconds = 0;
        for (int round = 0; round < WarmUpRounds || Stopwatch.GetElapsedTime(start) < WarmUpTime; round++)
        {
            nanoseconds = NanosecondsOf(pair.Subject, 1000);
            NanosecondsOf(pair.Reference, 1000);
        }

        return Math.Max(100, (int)(RoundTime.TotalNanoseconds / nanoseconds));
    }

    private static double NanosecondsOf(Func<object> operation, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repetitions; i++)
        {
            _sink = operation();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repetitions;
    }

    private static long BytesOf(Func<object> operation)
    {
        const int repetitions = 10_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < repetitions; i++)
        {
            _sink = operation();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / repetitions;
    }
}
