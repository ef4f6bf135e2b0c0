using System.Buffers.Binary;

namespace ValetKey.Testing;

/// <summary>The two cyclic redundancy checks that storage services know, bit by bit: for a few bytes that is enough.</summary>
internal static class Crc
{
    /// <summary>CRC-32C (Castagnoli): RFC 3720, appendix B.4. In network order.</summary>
    public static byte[] Of32C(ReadOnlySpan<byte> content)
    {
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, (uint)Of(content, 0x82F63B78, uint.MaxValue));
        return crc;
    }

    /// <summary>CRC-64/NVME: NVM Express, "64b CRC Polynomials". In network order.</summary>
    public static byte[] Of64Nvme(ReadOnlySpan<byte> content)
    {
        byte[] crc = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(crc, Of(content, 0x9A6C9329AC4BC9B5, ulong.MaxValue));
        return crc;
    }

    private static ulong Of(ReadOnlySpan<byte> content, ulong reflected, ulong ones)
    {
        ulong crc = ones;
        foreach (byte one in content)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ reflected : crc >> 1;
            }
        }

        return crc ^ ones;
    }
}
