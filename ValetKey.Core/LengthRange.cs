using System.Globalization;
using System.Text.Json.Serialization;

namespace ValetKey;

/// <summary>The content lengths that an upload may have, in bytes, both ends included.</summary>
public readonly record struct LengthRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="minimum">The fewest bytes, 0 or more.</param>
    /// <param name="maximum">The most bytes, at least <paramref name="minimum"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is negative, or <paramref name="maximum"/> below it.</exception>
    [JsonConstructor]
    public LengthRange(long minimum, long maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The fewest bytes.</summary>
    public long Minimum { get; }

    /// <summary>The most bytes.</summary>
    public long Maximum { get; }

    /// <summary>Whether only one length is allowed.</summary>
    [JsonIgnore]
    public bool IsExact => Minimum == Maximum;

    /// <summary>Exactly <paramref name="length"/> bytes, 0 or more. The one limit that nearly every service can enforce.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static LengthRange Exactly(long length) => new(length, length);

    /// <summary>At most <paramref name="maximum"/> bytes, an empty upload included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is negative.</exception>
    public static LengthRange AtMost(long maximum) => new(0, maximum);

    /// <summary>From <paramref name="minimum"/> to <paramref name="maximum"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is negative, or <paramref name="maximum"/> below it.</exception>
    public static LengthRange Between(long minimum, long maximum) => new(minimum, maximum);

    /// <summary>Whether <paramref name="length"/> lies in the range.</summary>
    public bool Contains(long length) => length >= Minimum && length <= Maximum;

    /// <summary>Whether every length in <paramref name="other"/> lies in this range.</summary>
    public bool Contains(LengthRange other) => other.Minimum >= Minimum && other.Maximum <= Maximum;

    /// <summary>The range in words, such as <c>1 to 1024 bytes</c>.</summary>
    public override string ToString() => IsExact
        ? string.Create(CultureInfo.InvariantCulture, $"exactly {Minimum} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum} bytes");
}
