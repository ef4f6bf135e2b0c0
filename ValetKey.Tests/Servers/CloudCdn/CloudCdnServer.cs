using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ValetKey.Tests.Servers.CloudCdn;

/// <summary>
/// A load balancer with Cloud CDN on loopback, since there is no emulator: a <see cref="CloudCdnEdge"/> before a private bucket in memory, whose
/// containers are the first segments of paths.
/// </summary>
internal sealed class CloudCdnServer : IAsyncDisposable
{
    private const string HostName = "media.localhost";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private CloudCdnServer(WebApplication app, ConcurrentDictionary<string, byte[]> objects, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
        Objects = objects;
        Client = new HttpClient(Loopback.CreateHandler(certificate, new Uri(app.Urls.Single()).Port));
    }

    /// <summary>As a balancer is reached: without a port. <see cref="Client"/> knows where it is.</summary>
    public static Uri Url { get; } = new($"https://{HostName}");

    /// <summary>What lies there, by container, a slash and name.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; }

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    public static async Task<CloudCdnServer> StartAsync(CloudCdnEdge edge)
    {
        X509Certificate2 certificate = Loopback.CreateCertificate(HostName);
        ConcurrentDictionary<string, byte[]> objects = new(StringComparer.Ordinal);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, edge, objects));
        await app.StartAsync();
        return new CloudCdnServer(app, objects, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, CloudCdnEdge edge, ConcurrentDictionary<string, byte[]> objects)
    {
        HttpRequest request = context.Request;
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!edge.Opens(request.Method, $"https://{request.Host}{target}", request.Headers.Cookie.ToString(), TimeProvider.System.GetUtcNow()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (!objects.TryGetValue(Uri.UnescapeDataString(target.Split('?')[0][1..]), out byte[]? content))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            context.Response.ContentLength = content.Length;
            if (request.Method == HttpMethods.Get)
            {
                await context.Response.Body.WriteAsync(content);
            }
        }
    }
}
