using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ValetKey.Benchmarks.Endpoints;

/// <summary>Asks a server on this machine over one connection that stays open, with as little work of its own as can be.</summary>
internal sealed class KeepAliveClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[16 * 1024];
    private readonly string _host;

    public KeepAliveClient(Uri server)
    {
        _host = server.Authority;
        _socket.Connect(IPAddress.Loopback, server.Port);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Prepares a request; each call sends it and reads the answer to its end.</summary>
    public Func<object> Get(string path) => Prepare($"GET {path} HTTP/1.1\r\nHost: {_host}\r\n\r\n");

    /// <summary>The same with a JSON body, from a user.</summary>
    public Func<object> Post(string path, string user, string body) => Prepare(
        $"POST {path} HTTP/1.1\r\nHost: {_host}\r\n{BenchUser.Header}: {user}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private Func<object> Prepare(string text)
    {
        byte[] request = Encoding.ASCII.GetBytes(text);
        return () =>
        {
            Exchange(request);
            return _answer;
        };
    }

    private void Exchange(byte[] request)
    {
        _socket.Send(request);
        int read = 0;
        do
        {
            int received = _socket.Receive(_answer.AsSpan(read));
            read = received > 0 ? read + received : throw new IOException("The server ended the connection.");
        }
        while (!IsWhole(_answer.AsSpan(..read)));

        if (!_answer.AsSpan(..read).StartsWith("HTTP/1.1 20"u8))
        {
            throw new InvalidOperationException($"The server answered:\n{Encoding.UTF8.GetString(_answer, 0, read)}");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = "\r\nContent-Length: "u8;
        int at = answer[..end].IndexOf(name);
        if (at < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8); // In chunks.
        }

        ReadOnlySpan<byte> length = answer[(at + name.Length)..(end + 2)];
        return answer.Length >= end + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
