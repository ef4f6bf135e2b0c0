using System.Diagnostics;

namespace ValetKey.Benchmarks.Paired;

/// <summary>
/// Measures a pair in short rounds, subject and reference in turn, so that whatever else the machine does falls on both. The warm-up lasts until the
/// tiered compiler has long settled.
/// </summary>
internal static class PairRunner
{
    /// <summary>
    /// Several collections of garbage fall in each. In rounds so short that only one of the two has one, the median is that of the rounds in which
    /// the same one has it, which is mostly the one that allocates more.
    /// </summary>
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(25);

    /// <summary>Keeps results reachable, so that no work is optimized away.</summary>
    private static object? _sink;

    public static Measurement Measure(Pair pair, Effort effort)
    {
        int repetitions = WarmUp(pair, effort);
        double[] subject = new double[effort.Rounds];
        double[] reference = new double[effort.Rounds];
        for (int round = 0; round < effort.Rounds; round++)
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
            BytesOf(pair.Subject, pair.AllocatesOn),
            BytesOf(pair.Reference, pair.AllocatesOn));
    }

    private static int WarmUp(Pair pair, Effort effort)
    {
        long start = Stopwatch.GetTimestamp();
        double nanoseconds = 0;
        for (int round = 0; round < effort.WarmUpRounds || Stopwatch.GetElapsedTime(start) < effort.WarmUpTime; round++)
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

    private static long BytesOf(Func<object> operation, AllocationScope scope)
    {
        const int repetitions = 10_000;
        long before = Allocated(scope);
        for (int i = 0; i < repetitions; i++)
        {
            _sink = operation();
        }

        return (Allocated(scope) - before) / repetitions;
    }

    private static long Allocated(AllocationScope scope) => scope == AllocationScope.Process
        ? GC.GetTotalAllocatedBytes(precise: true)
        : GC.GetAllocatedBytesForCurrentThread();
}
