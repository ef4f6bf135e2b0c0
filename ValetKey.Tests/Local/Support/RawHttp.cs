using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ValetKey.Tests.Local.Support;

/// <summary>HTTP by hand, for what HttpClient is too polite to send.</summary>
public static class RawHttp
{
    /// <param name="service">Where to.</param>
    /// <param name="request">What to send.</param>
    /// <param name="closes">Whether nothing can follow: the service may take that for a client that went away.</param>
    public static async Task<string> SendAsync(Uri service, byte[] request, bool closes = false)
    {
        using TcpClient client = new();
        await client.ConnectAsync(service.Host, service.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request);
        if (closes)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        return await ReadAsync(stream);
    }

    public static async Task<string> ReadAsync(Stream stream)
    {
        using MemoryStream answer = new();
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // The service may reset the connection once it has answered.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static string Get(string target, string method = "GET", params string[] headers) =>
        $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    public static int StatusOf(string answer) =>
        answer.Length >= 12 && answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            ? int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture)
            : 0;
}
