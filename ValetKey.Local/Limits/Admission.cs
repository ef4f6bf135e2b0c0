using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ValetKey.Local.Service;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Limits;

/// <summary>Lets requests in, as many as the service takes on: of one client, altogether, and with one key.</summary>
internal sealed class Admission(LocalLimitOptions options) : IDisposable
{
    private const int NetworkBytes = 8; // A client of IPv6 has a whole /64 network to choose its address from.

    private readonly Gate<IPAddress> _clients = new(options.ConcurrencyPerClient, options.RatePerClient, Refusals.TooManyRequests);
    private readonly Gate<bool> _all = new(options.Concurrency, options.Rate, Refusals.Overloaded);
    private readonly Gate<UInt128> _keys = new(options.ConcurrencyPerKey, options.RatePerKey, Refusals.TooManyRequests);

    /// <summary>Before anything is known of the request. A client that asks too much takes nothing from the others.</summary>
    public async ValueTask<Refusal?> EnterAsync(HttpContext context) =>
        (_clients.IsOpen ? null : await _clients.EnterAsync(context, ClientOf(context)).ConfigureAwait(false))
        ?? (_all.IsOpen ? null : await _all.EnterAsync(context, true).ConfigureAwait(false));

    /// <summary>Once the key is known to be genuine: others could be made up without end, and each would be counted.</summary>
    public ValueTask<Refusal?> EnterAsync(HttpContext context, VerifiedKey key) =>
        _keys.IsOpen ? ValueTask.FromResult<Refusal?>(null) : _keys.EnterAsync(context, key.Id);

    public void Dispose()
    {
        _clients.Dispose();
        _all.Dispose();
        _keys.Dispose();
    }

    private static IPAddress ClientOf(HttpContext context)
    {
        IPAddress address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }
}
