using System.Net;
using CsCheck;

namespace ValetKey.Tests.Core.Constraints;

public sealed class ClientNetworkPropertyTests
{
    [Test]
    public void Small_IPv4_range_is_a_network_exactly_when_one_holds_the_same_addresses() => Gen.Select(Gen.Int[0, 63], Gen.Int[0, 63]).Sample(
        (one, other) =>
        {
            (int first, int last) = (Math.Min(one, other), Math.Max(one, other));
            IPNetwork? expected = null;
            for (int prefixLength = 26; prefixLength <= 32; prefixLength++)
            {
                int size = 1 << (32 - prefixLength);
                if (first % size == 0 && last == first + size - 1)
                {
                    expected = IPNetwork.Parse($"192.0.2.{first}/{prefixLength}");
                }
            }

            bool isNetwork = ClientNetwork.FromRange(IPAddress.Parse($"192.0.2.{first}"), IPAddress.Parse($"192.0.2.{last}"))
                .TryGetNetwork(out IPNetwork network);

            isNetwork.Should().Be(expected is not null);
            if (isNetwork)
            {
                network.Should().Be(expected!.Value);
            }
        },
        iter: 3_000);

    [Test]
    public void Contains_agrees_with_the_frameworks_networks() => Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.UInt, Gen.Bool).Sample(
        (start, prefixLength, probe, isNear) =>
        {
            uint mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
            IPNetwork network = new(Address(start & mask), prefixLength);
            IPAddress address = Address(isNear ? (start & mask) + (probe % 512) - 256 : probe);

            bool isInside = ClientNetwork.FromNetwork(network).Contains(address);

            isInside.Should().Be(network.Contains(address));
        },
        iter: 3_000);

    [Test]
    public void Every_IPv6_network_is_read_back() => Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128]).Sample(
        (bytes, prefixLength) =>
        {
            bytes[0] |= 0x20; // Far from the IPv4-mapped addresses, which are IPv4 here.
            for (int bit = prefixLength; bit < 128; bit++)
            {
                bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            }

            if (prefixLength < 3)
            {
                return;
            }

            IPNetwork network = new(new IPAddress(bytes), prefixLength);

            ClientNetwork.FromNetwork(network).TryGetNetwork(out IPNetwork back).Should().BeTrue();

            back.Should().Be(network);
        },
        iter: 2_000);

    private static IPAddress Address(uint number) =>
        new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
