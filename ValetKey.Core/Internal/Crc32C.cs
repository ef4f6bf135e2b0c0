using System.Buffers.Binary;
using System.Numerics;

namespace ValetKey.Internal;

/// <summary>CRC-32C (Castagnoli, RFC 3720); <see cref="BitOperations"/> has the processor's instruction for it.</summary>
internal static class Crc32C
{
    /// <summary>Continues <paramref name="crc"/>, which is zero at the start, over <paramref name="data"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;

        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
