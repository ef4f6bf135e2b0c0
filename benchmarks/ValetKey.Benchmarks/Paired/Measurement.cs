namespace ValetKey.Benchmarks.Paired;

/// <summary>What the rounds of one pair came to. All times are in nanoseconds for one operation.</summary>
internal sealed record Measurement(Pair Pair, double Subject, double Reference, Quartiles Ratio, long SubjectBytes, long ReferenceBytes)
{
    public double NanosecondsBeyond => Subject - Reference;

    public long BytesBeyond => SubjectBytes - ReferenceBytes;

    /// <summary>What of the pair's limits does not hold.</summary>
    public IEnumerable<string> Breaches()
    {
        if (Ratio.Median > Pair.MaximumRatio)
        {
            yield return $"{Pair.Name}: {Ratio.Median:0.00} times its measure, more than {Pair.MaximumRatio:0.00}.";
        }

        if (NanosecondsBeyond > Pair.MaximumNanosecondsBeyond)
        {
            yield return $"{Pair.Name}: {NanosecondsBeyond:0} ns beyond its measure, more than {Pair.MaximumNanosecondsBeyond:0} ns.";
        }

        if (BytesBeyond > Pair.MaximumBytesBeyond)
        {
            yield return $"{Pair.Name}: {BytesBeyond} bytes beyond its measure, more than {Pair.MaximumBytesBeyond}.";
        }

        if (SubjectBytes > Pair.MaximumBytes)
        {
            yield return $"{Pair.Name}: {SubjectBytes} bytes, more than {Pair.MaximumBytes}.";
        }
    }
}

/// <summary>The middle of a series, and how far it spreads.</summary>
internal readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    public FormattableString Spread => $"{Lower:0.00}–{Upper:0.00}";

    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Quartiles(sorted[sorted.Length / 4], sorted[sorted.Length / 2], sorted[sorted.Length * 3 / 4]);
    }
}
