using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ValetKey.Benchmarks.Service;

/// <summary>
/// Clients that hold connections and hardly use them: some upload byte by byte, some read what they asked for a few bytes at a time, some take
/// as long over the head of a request, and some say nothing. Who is turned out comes back.
/// </summary>
internal sealed class SlowClients : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Uri _server;
    private readonly byte[][] _heads;
    private readonly Socket[] _sockets;
    private readonly byte[] _some = new byte[16];
    private readonly Thread _thread;
    private volatile bool _stopped;

    /// <param name="server">The service.</param>
    /// <param name="upload">The path and query of a key to write.</param>
    /// <param name="download">The path and query of a key to read something large.</param>
    /// <param name="count">How many.</param>
    public SlowClients(Uri server, string upload, string download, int count)
    {
        _server = server;
        _heads =
        [
            Encoding.ASCII.GetBytes($"PUT {upload} HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"),
            Encoding.ASCII.GetBytes($"GET {download} HTTP/1.1\r\nHost: h\r\n\r\n"),
            Encoding.ASCII.GetBytes("GET /"),
            [],
        ];
        _sockets = [.. Enumerable.Range(0, count).Select(Connect)];
        _thread = new Thread(Run);
        _thread.Start();
    }

    /// <summary>How often one of them has sent or read something.</summary>
    public long Acts { get; private set; }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        Array.ForEach(_sockets, socket => socket.Dispose());
    }

    private Socket Connect(int number)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };
        socket.Connect(IPAddress.Loopback, _server.Port);
        socket.Send(_heads[number % _heads.Length]);
        socket.Blocking = false;
        return socket;
    }

    private void Run()
    {
        for (int number = 0; !_stopped; number = (number + 1) % _sockets.Length)
        {
            if (!TryAct(number))
            {
                _sockets[number].Dispose();
                _sockets[number] = Connect(number);
            }

            Acts++;
            Thread.Sleep(Pause);
        }
    }

    /// <returns>False if the service has ended the connection.</returns>
    private bool TryAct(int number)
    {
        Socket socket = _sockets[number];
        SocketError error = SocketError.Success;
        int moved = (number % _heads.Length) switch
        {
            0 or 2 => socket.Send("x"u8, SocketFlags.None, out error),
            1 => socket.Receive(_some, SocketFlags.None, out error),
            _ => 1,
        };
        return error == SocketError.WouldBlock || (error == SocketError.Success && moved > 0);
    }
}
