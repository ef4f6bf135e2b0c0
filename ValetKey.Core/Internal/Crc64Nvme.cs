using System.Buffers.Binary;

namespace ValetKey.Internal;

/// <summary>CRC-64/NVME, eight bytes at a step ("slicing by eight").</summary>
internal static class Crc64Nvme
{
    private const int Slices = sizeof(ulong);
    private const int SliceLength = 256;

    // 0xAD93D23594C93659, lowest bit first, since this CRC is a reflected one.
    private const ulong ReflectedPolynomial = 0x9A6C9329AC4BC9B5;

    private static readonly ulong[] Table = BuildTable();

    /// <summary>Continues <paramref name="crc"/>, which is zero at the start, over <paramref name="data"/>.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> table = Table;
        crc = ~crc;

        while (data.Length >= Slices)
        {
            ulong word = crc ^ BinaryPrimitives.ReadUInt64LittleEndian(data);
            crc = table[(7 * SliceLength) + (byte)word]
                ^ table[(6 * SliceLength) + (byte)(word >> 8)]
                ^ table[(5 * SliceLength) + (byte)(word >> 16)]
                ^ table[(4 * SliceLength) + (byte)(word >> 24)]
                ^ table[(3 * SliceLength) + (byte)(word >> 32)]
                ^ table[(2 * SliceLength) + (byte)(word >> 40)]
                ^ table[SliceLength + (byte)(word >> 48)]
                ^ table[(byte)(word >> 56)];
            data = data[Slices..];
        }

        foreach (byte value in data)
        {
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static ulong[] BuildTable()
    {
        ulong[] table = new ulong[Slices * SliceLength];

        for (int value = 0; value < SliceLength; value++)
        {
            ulong crc = (ulong)value;

            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ ReflectedPolynomial;
            }

            table[value] = crc;
        }

        for (int at = SliceLength; at < table.Length; at++)
        {
            ulong shorter = table[at - SliceLength];
            table[at] = table[(byte)shorter] ^ (shorter >> 8);
        }

        return table;
    }
}
