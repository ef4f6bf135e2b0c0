using System.Globalization;

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

    /// <summary>Whose allocations count.</summary>
    /// <value>Default: those of the thread that measures.</value>
    public AllocationScope AllocatesOn { get; init; }

    /// <summary>The limits as the table tells them; empty when there is none.</summary>
    public string Limits => string.Join(", ", new[]
    {
        Text(MaximumRatio, "{0:0.00} times"),
        Text(MaximumNanosecondsBeyond, "{0:N0} ns beyond"),
        Text(MaximumBytesBeyond, "{0:N0} bytes beyond"),
        Text(MaximumBytes, "{0:N0} bytes"),
    }.OfType<string>());

    private static string? Text(IFormattable? limit, string format) =>
        limit is null ? null : string.Format(CultureInfo.InvariantCulture, format, limit);
}

/// <summary>Where an operation allocates.</summary>
internal enum AllocationScope
{
    /// <summary>On the thread that calls it.</summary>
    Thread,

    /// <summary>Anywhere in the process, as what a server answers.</summary>
    Process,
}
