using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ValetKey.Tests.Packaging;

/// <summary>The invented store of which the README of ValetKey.Testing speaks, on loopback. It has nothing of ValetKey in it.</summary>
internal sealed class Locker : IAsyncDisposable
{
    private const string Signature = "&signature=";

    private readonly ConcurrentDictionary<string, byte[]> _objects = new();
    private readonly WebApplication _app;

    private Locker()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.Single();

    /// <summary>What signs keys, and what its owner shows.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(32);

    public static async Task<Locker> StartAsync()
    {
        Locker locker = new();
        await locker._app.StartAsync();
        return locker;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string[] target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        string path = Uri.UnescapeDataString(target[0]);
        bool isOwner = request.Headers["Locker-Owner"] == Secret;
        bool isHere = request.Host.Value == new Uri(Url).Authority;
        if (!isHere || (!isOwner && !Opens(request, target[0], target.ElementAtOrDefault(1) ?? "")))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (isOwner && path.LastIndexOf('/') == 0)
        {
            string begin = $"{path}/{request.Query["prefix"]}";
            await context.Response.WriteAsJsonAsync(
                _objects.Keys.Where(key => key.StartsWith(begin, StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..]));
        }
        else
        {
            await ServeAsync(context, path);
        }
    }

    private async Task ServeAsync(HttpContext context, string path)
    {
        switch (context.Request.Method)
        {
            case "PUT":
                using (MemoryStream content = new())
                {
                    await context.Request.Body.CopyToAsync(content);
                    _objects[path] = content.ToArray();
                }

                context.Response.StatusCode = StatusCodes.Status201Created;
                break;
            case "DELETE":
                context.Response.StatusCode = _objects.TryRemove(path, out _) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
                break;
            case "GET" when _objects.TryGetValue(path, out byte[]? found):
                await context.Response.Body.WriteAsync(found);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>The query is what is signed, and the signature behind it; of unsigned headers a note alone is taken.</summary>
    private bool Opens(HttpRequest request, string path, string query)
    {
        int place = query.LastIndexOf(Signature, StringComparison.Ordinal);
        if (place < 0 || request.Headers.ContainsKey("Locker-Copy-From") || request.Headers.ContainsKey("Locker-Public"))
        {
            return false;
        }

        string signed = query[..place];
        string expected = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{request.Method}\n{path}\n{signed}")));
        string? type = request.Query["type"];
        return query[(place + Signature.Length)..] == expected
            && long.Parse(request.Query["end"]!, CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
            && (type is null || type == request.ContentType);
    }
}
