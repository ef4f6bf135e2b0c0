using System.Numerics;
using System.Runtime.InteropServices;

namespace ValetKey.Client.Content;

/// <summary>CRC-32C (RFC 3720, 12.1) by the processor's own instruction.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of nothing.</summary>
    public const uint Empty = 0;

    /// <summary>The checksum of what a checksum is of, followed by more.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~checksum;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
