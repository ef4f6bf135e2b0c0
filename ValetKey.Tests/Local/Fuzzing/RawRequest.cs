using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>A request as it is on the wire, read as loosely as a web server may do that stands before the service.</summary>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>Null for what no server takes for a request (RFC 9112, 3 and 5).</summary>
    public static RawRequest? TryParse(byte[] bytes)
    {
        int end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string[] lines = Encoding.UTF8.GetString(bytes, 0, end).Split("\r\n");
        if (lines[0].Split(' ') is not [{ Length: > 0 } method, ['/', ..] target, "HTTP/1.1"]
            || !method.All(IsOfToken) || target.Any(letter => letter is '\0' or > '\u007f'))
        {
            return null;
        }

        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !line[..colon].All(IsOfToken) || line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            {
                return null;
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return new RawRequest(method, target, headers, bytes[(end + 4)..]);
    }

    public DefaultHttpContext ToContext(IServiceProvider services)
    {
        DefaultHttpContext context = new() { RequestServices = services };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = Target;
        HttpRequest request = context.Request;
        request.Method = Method;
        request.Scheme = "http";
        foreach ((string name, string value) in Headers)
        {
            request.Headers.Append(name, value);
        }

        request.Body = new ReceivedBody(Body, request.ContentLength);
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static bool IsOfToken(char letter) => char.IsAsciiLetterOrDigit(letter) || TokenMarks.Contains(letter, StringComparison.Ordinal);

    /// <summary>A body that breaks off, as Kestrel has it, where fewer bytes come than were announced.</summary>
    private sealed class ReceivedBody(byte[] bytes, long? announced)
        : MemoryStream(bytes, 0, (int)Math.Min(bytes.Length, Math.Max(announced ?? bytes.Length, 0)), writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override int Read(Span<byte> buffer) => Position == Length && announced > Length && buffer.Length > 0
            ? throw new BadHttpRequestException("Unexpected end of request content.")
            : base.Read(buffer);
    }
}
