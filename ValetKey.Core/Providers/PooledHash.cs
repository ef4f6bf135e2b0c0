using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>Hashes without a key, kept per thread: setting one up costs as much as hashing a short text.</summary>
internal static class PooledHash
{
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    /// <summary>The SHA-256 (FIPS 180-4) of <paramref name="data"/>.</summary>
    /// <param name="data">What to hash.</param>
    /// <param name="destination">At least 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static void Sha256(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < SHA256.HashSizeInBytes)
        {
            throw new ArgumentException(
                $"The hash takes {SHA256.HashSizeInBytes} bytes, and there is room for {destination.Length}.", nameof(destination));
        }

        IncrementalHash hash = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(data);
        hash.GetHashAndReset(destination);
    }
}
