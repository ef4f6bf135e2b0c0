using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// The JSON API as far as the application's own calls go ("Objects", Cloud Storage JSON API): get, list, compose, rewrite and delete, with their
/// preconditions. The application's token opens everything.
/// </summary>
internal sealed class GcsJsonApi(GcsBucketStore store, GcsTokens tokens)
{
    public const string Root = "/storage/v1/b/";

    private const int PageSize = 1000;
    private const int MaximumSources = 32;

    private readonly ConcurrentDictionary<string, long> _rewrites = new();

    /// <summary>How many bytes one call rewrites; of a longer object the rest is for further calls.</summary>
    public int RewrittenAtOnce { get; set; } = 1 << 20;

    /// <summary>Gets method and path of each call, as they arrived.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>What the next calls are answered with, whatever they ask for; null for a proper answer.</summary>
    public Func<string, int?> Fails { get; set; } = _ => null;

    public async Task AnswerAsync(HttpContext context, ReceivedRequest request, byte[] body)
    {
        string call = $"{request.Method} {request.Path}";
        Calls.Enqueue(call);
        try
        {
            if (Fails(call) is { } status)
            {
                throw new GcsFault(status, "failed", "As the test wants it.");
            }

            Authorize(request);
            await AnswerAsync(context.Response, request, [.. request.Path[Root.Length..].Split('/').Select(Uri.UnescapeDataString)], body);
        }
        catch (GcsFault fault)
        {
            context.Response.StatusCode = fault.Status;
            await context.Response.WriteAsJsonAsync(new
            {
                error = new { code = fault.Status, message = fault.Message, errors = new[] { new { reason = fault.Code, message = fault.Message } } },
            });
        }
    }

    private Task AnswerAsync(HttpResponse response, ReceivedRequest request, string[] path, byte[] body) => (request.Method, path) switch
    {
        ("GET", [var bucket, "o"]) => response.WriteAsJsonAsync(List(bucket, request)),
        ("GET", [var bucket, "o", var name]) => ReadAsync(response, request, bucket, Find(bucket, name, request), name),
        ("POST", [var bucket, "o", var name, "compose"]) => response.WriteAsJsonAsync(Compose(bucket, name, request, body)),
        ("POST", [var bucket, "o", var name, "rewriteTo", "b", var toBucket, "o", var to]) => response.WriteAsJsonAsync(
            Rewrite((bucket, name), (toBucket, to), request, body)),
        ("DELETE", [var bucket, "o", var name]) => DeleteAsync(response, bucket, name, Number(request, "generation")),
        _ => throw new GcsFault(405, "methodNotAllowed", request.Path),
    };

    private void Authorize(ReceivedRequest request)
    {
        string token = request.Header("authorization")?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "";
        if (token != GcsTokens.OwnToken && tokens.BoundaryOf(token) is not null)
        {
            throw new GcsFault(403, "forbidden", "The token is a client's.");
        }
    }

    private GcsObject Find(string bucket, string name, ReceivedRequest request)
    {
        GcsObject found = store.Find(bucket, name, Number(request, "generation")) ?? throw new GcsFault(404, "notFound", name);
        Require(Number(request, "ifGenerationMatch"), found);
        return found;
    }

    private static async Task ReadAsync(HttpResponse response, ReceivedRequest request, string bucket, GcsObject found, string name)
    {
        if (request.Parameter("alt") != "media")
        {
            await response.WriteAsJsonAsync(GcsResource.Of(bucket, name, found));
            return;
        }

        string encoding = found.Headers.GetValueOrDefault("content-encoding") ?? "identity";
        response.Headers["x-goog-stored-content-encoding"] = encoding;
        if (encoding != "identity")
        {
            response.Headers.ContentEncoding = encoding;
        }

        response.ContentType = found.ContentType;
        response.ContentLength = found.Content.Length;
        await response.Body.WriteAsync(found.Content);
    }

    private object List(string bucket, ReceivedRequest request)
    {
        string[] names = store.List(bucket, request.Parameter("prefix") ?? "");
        string[] page = [.. names.Where(name => string.CompareOrdinal(name, request.Parameter("pageToken")) > 0).Take(PageSize)];
        return new
        {
            items = page.Select(name => (Name: name, Found: store.Find(bucket, name))).Where(item => item.Found is not null)
                .Select(item => GcsResource.Of(bucket, item.Name, item.Found!)),
            nextPageToken = page.Length == PageSize ? page[^1] : null,
        };
    }

    private Dictionary<string, object> Compose(string bucket, string name, ReceivedRequest request, byte[] body)
    {
        JsonElement compose = JsonDocument.Parse(body).RootElement;
        JsonElement[] sources = [.. compose.GetProperty("sourceObjects").EnumerateArray()];
        return store.Atomically(() =>
        {
            GcsObject[] found = [.. sources.Select(source => FindSource(bucket, source))];
            if (found.Length is 0 or > MaximumSources)
            {
                throw new GcsFault(400, "invalid", $"{found.Length} objects cannot be composed.");
            }

            GcsObject made = store.Put(
                bucket, name, [.. found.SelectMany(source => source.Content)], GcsResource.HeadersOf(compose.GetProperty("destination")),
                Number(request, "ifGenerationMatch"), found.Sum(source => source.Components ?? 1));
            return GcsResource.Of(bucket, name, made);
        });
    }

    private GcsObject FindSource(string bucket, JsonElement source)
    {
        string name = source.GetProperty("name").GetString()!;
        GcsObject found = store.Find(bucket, name) ?? throw new GcsFault(404, "notFound", name);
        Require(source.TryGetProperty("objectPreconditions", out JsonElement conditions)
            && conditions.TryGetProperty("ifGenerationMatch", out JsonElement wanted)
                ? long.Parse(wanted.ToString(), CultureInfo.InvariantCulture)
                : null, found);
        return found;
    }

    private object Rewrite((string Bucket, string Name) from, (string Bucket, string Name) to, ReceivedRequest request, byte[] body) =>
        store.Atomically<object>(() =>
        {
            GcsObject source = store.Find(from.Bucket, from.Name) ?? throw new GcsFault(404, "notFound", from.Name);
            Require(Number(request, "ifSourceGenerationMatch"), source);
            long? expected = Number(request, "ifGenerationMatch");
            store.CheckGeneration(to.Bucket, to.Name, expected);
            long done = request.Parameter("rewriteToken") is { } progress ? _rewrites[progress] : 0;
            done = Math.Min(source.Content.Length, done + RewrittenAtOnce);
            if (done < source.Content.Length)
            {
                string token = Guid.NewGuid().ToString("n");
                _rewrites[token] = done;
                return new { kind = "storage#rewriteResponse", done = false, rewriteToken = token, totalBytesRewritten = $"{done}" };
            }

            Dictionary<string, string> headers = GcsResource.HeadersOf(JsonDocument.Parse(body).RootElement);
            GcsObject made = store.Put(
                to.Bucket, to.Name, source.Content, headers.Count == 0 ? source.Headers : headers, expected, source.Components);
            return new { kind = "storage#rewriteResponse", done = true, resource = GcsResource.Of(to.Bucket, to.Name, made) };
        });

    private Task DeleteAsync(HttpResponse response, string bucket, string name, long? generation)
    {
        response.StatusCode = store.Delete(bucket, name, generation) ? 204 : throw new GcsFault(404, "notFound", name);
        return Task.CompletedTask;
    }

    private static void Require(long? generation, GcsObject found)
    {
        if (generation is { } wanted && wanted != found.Generation)
        {
            throw new GcsFault(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
    }

    private static long? Number(ReceivedRequest request, string name) =>
        request.Parameter(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
