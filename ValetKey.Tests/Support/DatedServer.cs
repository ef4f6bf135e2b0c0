using System.Collections.Specialized;
using System.Net;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Support;

/// <summary>A server on loopback that answers every request alike, with a date of the test's choice.</summary>
internal sealed class DatedServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public DatedServer(DateTimeOffset date, int status = 403, Uri? location = null, string body = "", string? age = null, string? retryAfter = null)
    {
        Url = new Uri($"http://127.0.0.1:{Loopback.FindPorts(1)[0]}/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _ = AnswerAsync(date, status, location, body, [("Age", age), ("Retry-After", retryAfter)]);
    }

    public Uri Url { get; }

    /// <summary>Method and headers of each request.</summary>
    public List<(string Method, NameValueCollection Headers)> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(DateTimeOffset date, int status, Uri? location, string body, (string Name, string? Value)[] headers)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Requests.Add((context.Request.HttpMethod, new NameValueCollection(context.Request.Headers)));
                context.Response.StatusCode = status;
                context.Response.Headers["Date"] = date.ToString("r");
                context.Response.Headers["Set-Cookie"] = "a=b";
                if (location is not null)
                {
                    context.Response.RedirectLocation = location.AbsoluteUri;
                }

                foreach ((string name, string? value) in headers.Where(header => header.Value is not null))
                {
                    context.Response.Headers[name] = value;
                }

                context.Response.Close(System.Text.Encoding.UTF8.GetBytes(context.Request.HttpMethod == "HEAD" ? "" : body), willBlock: false);
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
        }
    }
}
