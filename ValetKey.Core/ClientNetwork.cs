using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ValetKey;

/// <summary>The addresses that a client may connect from: one address, a network, or a range.</summary>
public sealed class ClientNetwork : IEquatable<ClientNetwork>
{
    private readonly UInt128 _first;
    private readonly UInt128 _last;

    private ClientNetwork(IPAddress first, IPAddress last)
    {
        First = first;
        Last = last;
        _first = ToNumber(first);
        _last = ToNumber(last);
        IsNetwork = _last - _first == HostMask(HostBitsAt(_first));
    }

    /// <summary>The lowest address.</summary>
    public IPAddress First { get; }

    /// <summary>The highest address.</summary>
    public IPAddress Last { get; }

    /// <summary>Whether the range is one network.</summary>
    internal bool IsNetwork { get; }

    private bool IsV4 => First.AddressFamily == AddressFamily.InterNetwork;

    private int Width => IsV4 ? 32 : 128;

    /// <summary>One address.</summary>
    public static ClientNetwork FromAddress(IPAddress address) => FromRange(address, address);

    /// <summary>A network, such as <c>203.0.113.0/24</c>.</summary>
    public static ClientNetwork FromNetwork(IPNetwork network)
    {
        bool isV4 = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        UInt128 last = ToNumber(network.BaseAddress) | HostMask((isV4 ? 32 : 128) - network.PrefixLength);
        return FromRange(network.BaseAddress, ToAddress(last, isV4));
    }

    /// <summary>All addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <exception cref="ArgumentException">
    /// One is an IPv4 and the other an IPv6 address, one has a zone (<c>fe80::1%2</c>), or <paramref name="last"/> is below <paramref name="first"/>.
    /// </exception>
    public static ClientNetwork FromRange(IPAddress first, IPAddress last)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(last);
        first = Unmap(first);
        last = Unmap(last);
        if (HasZone(first) || HasZone(last))
        {
            throw new ArgumentException($"The range from {first} to {last} names a zone of this machine, which no service knows.", nameof(first));
        }

        if (first.AddressFamily != last.AddressFamily)
        {
            throw new ArgumentException($"The range from {first} to {last} mixes IPv4 and IPv6.", nameof(last));
        }

        if (ToNumber(last) < ToNumber(first))
        {
            throw new ArgumentException($"The range's last address {last} is below its first, {first}.", nameof(last));
        }

        return new ClientNetwork(first, last);
    }

    /// <summary>Whether a client at <paramref name="address"/> is inside. An IPv4 address mapped into IPv6 counts as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Unmap(address);
        return address.AddressFamily == First.AddressFamily && ToNumber(address) is var number && number >= _first && number <= _last;
    }

    /// <summary>Whether every address of <paramref name="other"/> is inside.</summary>
    public bool Contains(ClientNetwork other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Contains(other.First) && Contains(other.Last);
    }

    /// <summary>The range as one network in CIDR notation, for services that know no other; false when it is not one.</summary>
    public bool TryGetNetwork(out IPNetwork network)
    {
        network = IsNetwork ? new IPNetwork(First, Width - HostBitsAt(_first)) : default;
        return IsNetwork;
    }

    /// <summary>
    /// The fewest networks that together are the range, in ascending order, for services that know no other: up to 62 for IPv4, 254 for IPv6.
    /// </summary>
    public IEnumerable<IPNetwork> ToNetworks()
    {
        UInt128 next = _first;
        UInt128 last;
        do
        {
            int hostBits = HostBitsAt(next);
            last = next + HostMask(hostBits);
            yield return new IPNetwork(ToAddress(next, IsV4), Width - hostBits);
            next = last + 1;
        }
        while (last != _last);
    }

    /// <inheritdoc/>
    public bool Equals(ClientNetwork? other) => other is not null && First.Equals(other.First) && Last.Equals(other.Last);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClientNetwork);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Last);

    /// <summary>The address, the network in CIDR notation, or the range as <c>first-last</c>.</summary>
    public override string ToString() =>
        _first == _last ? First.ToString() : TryGetNetwork(out IPNetwork network) ? network.ToString() : $"{First}-{Last}";

    private static IPAddress Unmap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool HasZone(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0;

    /// <summary>The host bits of the largest network that begins here and stays within the range.</summary>
    private int HostBitsAt(UInt128 start)
    {
        UInt128 span = _last - start; // One less than the number of addresses, so that ::/0 fits.
        return span == UInt128.MaxValue ? Width : (int)UInt128.Min(UInt128.TrailingZeroCount(start), UInt128.Log2(span + 1));
    }

    /// <summary>The last of a network's addresses less its first.</summary>
    private static UInt128 HostMask(int hostBits) => hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress ToAddress(UInt128 number, bool isV4)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(isV4 ? bytes[12..] : bytes);
    }
}
