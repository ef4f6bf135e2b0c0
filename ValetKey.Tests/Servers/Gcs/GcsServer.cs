using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// ValetKey's own stand-in for Google Cloud Storage on loopback, since no emulator is known that checks signatures: written from Google's
/// documentation, with nothing of ValetKey in it, and proven on Google's own test vectors (<see cref="GcsVectorTests"/>).
/// </summary>
internal sealed class GcsServer : IAsyncDisposable
{
    public const string HostName = "storage.localhost";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private GcsServer(WebApplication app, GcsService service, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
        Service = service;
        Client = new HttpClient(CreateHandler());
        Uri[] urls = [.. app.Urls.Select(url => new Uri(url))];
        Endpoint = urls.Single(url => url.Scheme == "http");
        TlsEndpoint = new Uri($"https://{HostName}:{urls.Single(url => url.Scheme == "https").Port}");
    }

    public GcsService Service { get; }

    public GcsBucketStore Store => Service.Store;

    /// <summary>As an emulator would be reached: plain http, by address.</summary>
    public Uri Endpoint { get; }

    public Uri TlsEndpoint { get; }

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    public static async Task<GcsServer> StartAsync()
    {
        X509Certificate2 certificate = Loopback.CreateCertificate(HostName);
        GcsService service = new(HostName);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, service));
        await app.StartAsync();
        return new GcsServer(app, service, certificate);
    }

    /// <summary>For a client that finds the server under any name and follows no redirect.</summary>
    public HttpMessageHandler CreateHandler() => Loopback.CreateHandler(_certificate);

    public string CreateBucket()
    {
        string name = $"valetkey-{Guid.NewGuid():n}";
        Store.CreateBucket(name);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, GcsService service)
    {
        context.Response.Headers.Date = service.Now.ToString("r", CultureInfo.InvariantCulture);
        try
        {
            await service.AnswerAsync(context);
        }
        catch (GcsFault fault)
        {
            context.Response.StatusCode = fault.Status;
            bool isJson = fault.Code.Contains('_'); // So the token services write their codes, and storage does not.
            context.Response.ContentType = isJson ? "application/json" : "application/xml; charset=UTF-8";
            if (context.Request.Method != "HEAD")
            {
                await context.Response.WriteAsync(isJson
                    ? JsonOf(fault)
                    : new XElement("Error", new XElement("Code", fault.Code), new XElement("Details", fault.Message)).ToString());
            }
        }
    }

    /// <summary>As RFC 6749 has it for the token services, and as Google's APIs do.</summary>
    private static string JsonOf(GcsFault fault) => fault.Code.Any(char.IsAsciiLetterLower)
        ? JsonSerializer.Serialize(new { error = fault.Code, error_description = fault.Message })
        : JsonSerializer.Serialize(new { error = new { code = fault.Status, status = fault.Code, message = fault.Message } });
}
