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
    }

    /// <summary>The lowest address.</summary>
    public IPAddress First { get; }

    /// <summary>The highest address.</summary>
    public IPAddress Last { get; }

    /// <summary>One address.</summary>
    public static ClientNetwork FromAddress(IPAddress address) => FromRange(address, address);

    /// <summary>A network, such as <c>203.0.113.0/24</c>.</summary>
    public static ClientNetwork FromNetwork(IPNetwork network)
    {
        byte[] last = network.BaseAddress.GetAddressBytes();
        for (int bit = network.PrefixLength; bit < last.Length * 8; bit++)
        {
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return FromRange(network.BaseAddress, new IPAddress(last));
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
        int width = First.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        UInt128 size = _last - _first; // One less than the number of addresses, so that ::/0 fits.
        int hostBits = size == UInt128.MaxValue ? 128 : (int)UInt128.Log2(size + 1);
        bool isNetwork = size == UInt128.MaxValue || (UInt128.IsPow2(size + 1) && (_first & size) == 0);
        network = isNetwork ? new IPNetwork(First, width - hostBits) : default;
        return isNetwork;
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

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        UInt128 number = 0;
        foreach (byte part in bytes[..length])
        {
            number = (number << 8) | part;
        }

        return number;
    }
}
