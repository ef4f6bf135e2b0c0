namespace ValetKey;

/// <summary>The checksum that the uploaded content must have.</summary>
public sealed class Checksum : IEquatable<Checksum>
{
    private readonly byte[] _value;
    private string? _base64;

    /// <summary>Creates a checksum from its bytes.</summary>
    /// <param name="algorithm">How it was computed.</param>
    /// <param name="value">As many bytes as <paramref name="algorithm"/> gives; a CRC's most significant byte comes first.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="algorithm"/> is not one of the defined values.</exception>
    /// <exception cref="ArgumentException"><paramref name="value"/> has another length.</exception>
    public Checksum(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> value)
    {
        int length = LengthOf(algorithm);
        if (value.Length != length)
        {
            throw new ArgumentException($"A {algorithm} checksum has {length} bytes, not {value.Length}.", nameof(value));
        }

        Algorithm = algorithm;
        _value = value.ToArray();
    }

    /// <summary>How the checksum was computed.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>The checksum's bytes.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>The <see cref="ConstraintKinds"/> flag of this algorithm.</summary>
    public ConstraintKinds Kind => Algorithm switch
    {
        ChecksumAlgorithm.Md5 => ConstraintKinds.ChecksumMd5,
        ChecksumAlgorithm.Sha256 => ConstraintKinds.ChecksumSha256,
        ChecksumAlgorithm.Crc32C => ConstraintKinds.ChecksumCrc32C,
        _ => ConstraintKinds.ChecksumCrc64Nvme,
    };

    /// <summary>The checksum in base64, as HTTP headers bear it.</summary>
    public string ToBase64() => _base64 ??= Convert.ToBase64String(_value);

    /// <summary>Reads a checksum from base64.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not base64, or has the wrong length.</exception>
    public static Checksum FromBase64(ChecksumAlgorithm algorithm, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        byte[] bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out int written)
            ? new Checksum(algorithm, bytes.AsSpan(0, written))
            : throw new ArgumentException($"A {algorithm} checksum is {LengthOf(algorithm)} bytes in base64, and this is not base64.", nameof(value));
    }

    /// <inheritdoc/>
    public bool Equals(Checksum? other) => other is not null && Algorithm == other.Algorithm && Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Checksum);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Algorithm);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    /// <summary>The algorithm and the value in base64.</summary>
    public override string ToString() => $"{Algorithm}:{ToBase64()}";

    private static int LengthOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Md5 => 16,
        ChecksumAlgorithm.Sha256 => 32,
        ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a checksum algorithm."),
    };
}
