using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ValetKey.Aws.Sessions;

/// <summary>A range of addresses as the fewest networks that make it up: policies know only networks.</summary>
internal static class Cidrs
{
    public static IEnumerable<IPNetwork> Of(ClientNetwork range)
    {
        bool isV4 = range.First.AddressFamily == AddressFamily.InterNetwork;
        int width = isV4 ? 32 : 128;
        UInt128 next = ToNumber(range.First);
        UInt128 last = ToNumber(range.Last);
        while (true)
        {
            int byAlignment = next == 0 ? width : (int)UInt128.TrailingZeroCount(next);
            int hostBits = Math.Min(byAlignment, BitsWithin(last - next, width));
            yield return new IPNetwork(ToAddress(next, isV4), width - hostBits);
            UInt128 size = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
            if (last - next == size)
            {
                yield break;
            }

            next += size + 1;
        }
    }

    /// <summary>The most host bits of a network with no more than <paramref name="span"/> + 1 addresses.</summary>
    private static int BitsWithin(UInt128 span, int width) => span == UInt128.MaxValue ? width : (int)UInt128.Log2(span + 1);

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress ToAddress(UInt128 number, bool isV4)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (isV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
            return new IPAddress(bytes[..4]);
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
