namespace ValetKey.Benchmarks.Paired;

/// <summary>Two things to do, one of which sets the measure for the other, and what is allowed.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Subject">Does it once.</param>
/// <param name="Reference">Does the measure once.</param>
internal sealed record Pair(string Name, Func<object> Subject, Func<object> Reference)
{
    /// <summary>The highest median of subject over reference; null when there is none.</summary>
    public double? MaximumRatio { get; init; }

    /// <summary>The highest median of subject less reference, in nanoseconds.</summary>
    public double? MaximumNanosecondsBeyond { get; init; }

    /// <summary>The highest allocation of subject less reference, in bytes.</summary>
    public long? MaximumBytesBeyond { get; init; }

    /// <summary>The highest allocation of the subject, in bytes.</summary>
    public long? MaximumBytes { get; init; }
}
