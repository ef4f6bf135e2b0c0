using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ValetKey.Benchmarks.Service;

/// <summary>One connection that stays open, with as little work of its own as can be.</summary>
internal sealed class Connection : IDisposable
{
    // Half of what Kestrel waits for a next request by default.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Uri _server;
    private Socket _socket;
    private long _used;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private Range _body;

    public Connection(Uri server)
    {
        _server = server;
        _socket = Connect();
    }

    /// <summary>What the last answer had behind its head, if it was not large.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_body);

    public static byte[] Head(string method, Uri url, long length) => Encoding.ASCII.GetBytes(
        $"{method} {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Length: {length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n");

    /// <summary>Sends a head and a body, which may be repeated, and reads the answer to its end.</summary>
    /// <returns>How many bytes the answer had behind its head.</returns>
    public long Exchange(byte[] head, byte[] body, long length)
    {
        if (Stopwatch.GetElapsedTime(_used) > LongestPause)
        {
            _socket.Dispose();
            _socket = Connect();
        }

        _used = Stopwatch.GetTimestamp();
        Send(head);
        for (long sent = 0; sent < length; sent += body.Length)
        {
            Send(body.AsSpan(0, (int)Math.Min(body.Length, length - sent)));
        }

        return Receive();
    }

    public void Dispose() => _socket.Dispose();

    private Socket Connect()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, _server.Port);
        _used = Stopwatch.GetTimestamp();
        return socket;
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    private long Receive()
    {
        int read = 0;
        int end;
        while ((end = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int received = _socket.Receive(_buffer.AsSpan(read));
            read = received > 0 ? read + received : throw new IOException("The server ended the connection.");
        }

        string head = Encoding.ASCII.GetString(_buffer, 0, end);
        if (!head.StartsWith("HTTP/1.1 2", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The server answered:\n{Encoding.UTF8.GetString(_buffer, 0, read)}");
        }

        long length = LengthOf(head);
        int start = end + 4;
        bool fits = start + length <= _buffer.Length;
        for (long left = length - (read - start); left > 0;)
        {
            int received = _socket.Receive(fits ? _buffer.AsSpan(read) : _buffer);
            left -= received > 0 ? received : throw new IOException("The server ended the connection.");
            read += fits ? received : 0;
        }

        _body = fits ? start..(int)(start + length) : default;
        return length;
    }

    private static long LengthOf(string head)
    {
        string? line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
