using System.Collections.Concurrent;
using System.Net.Sockets;

namespace ValetKey.Tests.Client.Faults;

/// <summary>The way between a client and its servers: real connections, to each of which something happens.</summary>
/// <param name="draw">What happens to the next connection, and after how many bytes.</param>
public sealed class FaultyNetwork(Func<(NetworkFault Fault, int After)> draw)
{
    private readonly Lock _lock = new();

    /// <summary>How often each happened.</summary>
    public ConcurrentDictionary<NetworkFault, int> Happened { get; } = [];

    /// <summary>How many bytes a second go there through each connection; 0 for as many as can.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>A network to which all of it happens, some more often than others, and to most connections something.</summary>
    public static FaultyNetwork OfChance(int seed, int mostBytes)
    {
        Random random = new(seed);
        NetworkFault[] often =
        [
            NetworkFault.Refused, NetworkFault.CutOnTheWayThere, NetworkFault.CutOnTheWayThere,
            NetworkFault.CutOnTheWayBack, NetworkFault.CutOnTheWayBack, NetworkFault.Truncated, NetworkFault.Busy, NetworkFault.BusyForASecond,
            NetworkFault.Slow,
        ];
        int drawn = 0;
        return new FaultyNetwork(() => (
            drawn < often.Length ? often[drawn++] // Each once, whatever comes by chance.
                : random.Next(60) == 0 ? NetworkFault.Silent
                : often[random.Next(often.Length)],
            random.Next(2) == 0 ? random.Next(1000) : random.Next(mostBytes)));
    }

    /// <summary>Lets a client's connections go through it.</summary>
    public SocketsHttpHandler Through(SocketsHttpHandler handler)
    {
        handler.ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context, cancellationToken);
        return handler;
    }

    private async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        (NetworkFault fault, int after) = Draw();
        Happened.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        if (fault == NetworkFault.Refused)
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new FaultyStream(socket, fault, after, BytesPerSecond);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private (NetworkFault Fault, int After) Draw()
    {
        lock (_lock)
        {
            return draw();
        }
    }
}
