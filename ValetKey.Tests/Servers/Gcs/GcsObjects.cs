using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>The requests of the XML API on objects, and the one that lists a bucket, once it is known that they may.</summary>
internal sealed class GcsObjects(GcsBucketStore store, GcsUploads uploads, Func<DateTimeOffset> clock)
{
    private static readonly string[] Subresources =
        ["acl", "billing", "compose", "cors", "encryption", "lifecycle", "location", "logging", "storageClass", "tagging", "uploadId", "uploads",
            "versioning", "versions", "website"];

    public Task AnswerAsync(HttpContext context, ReceivedRequest request, GcsPlace place, byte[] body)
    {
        if (request.Query.FirstOrDefault(pair => Subresources.Contains(pair.Key)).Key is { } other)
        {
            throw new GcsFault(501, "NotImplemented", other);
        }

        return (request.Method, place.IsBucket) switch
        {
            ("GET", true) => ListAsync(context.Response, request, place),
            ("GET" or "HEAD", false) => ReadAsync(context, request, place),
            ("PUT", false) => WriteAsync(context.Response, request, place, body),
            ("POST", false) => StartAsync(context, request, place, body),
            ("DELETE", false) => DeleteAsync(context.Response, request, place),
            _ => throw new GcsFault(405, "MethodNotAllowed", request.Method),
        };
    }

    private async Task ListAsync(HttpResponse response, ReceivedRequest request, GcsPlace place)
    {
        string prefix = request.Parameter("prefix") ?? "";
        string[] names = store.List(place.Bucket, prefix);
        XElement answer = new(
            "ListBucketResult",
            new XElement("Name", place.Bucket),
            new XElement("Prefix", prefix),
            request.Parameter("list-type") == "2" ? new XElement("KeyCount", names.Length) : new XElement("Marker"),
            new XElement("IsTruncated", "false"),
            names.Select(name =>
                new XElement("Contents", new XElement("Key", name), new XElement("Size", store.Find(place.Bucket, name)!.Content.Length))));
        response.ContentType = "application/xml; charset=UTF-8";
        await response.WriteAsync(answer.ToString());
    }

    private Task ReadAsync(HttpContext context, ReceivedRequest request, GcsPlace place)
    {
        HttpResponse response = context.Response;
        GcsObject stored = store.Find(place.Bucket, place.Name, GenerationOf(request)) ?? throw GcsFault.NoSuchKey(place.Name);
        GcsUploadChecks.CheckKey(request);
        if (stored.Encryption != request.Header("x-goog-encryption-key-sha256") && (request.Method == "GET" || stored.Encryption is null))
        {
            throw new GcsFault(400, stored.Encryption is null
                ? "ResourceNotEncryptedWithCustomerEncryptionKey"
                : "ResourceIsEncryptedWithCustomerEncryptionKey", place.Name);
        }

        foreach ((string name, string value) in stored.Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers["x-goog-generation"] = stored.Generation.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-goog-hash"] = $"crc32c={GcsUploadChecks.Crc32C(stored.Content)},md5={GcsUploadChecks.Md5(stored.Content)}";
        if (request.Parameter("response-content-disposition") is { } disposition)
        {
            response.Headers.ContentDisposition = disposition;
        }

        return Results.Bytes(
            stored.Content,
            request.Parameter("response-content-type") ?? stored.ContentType,
            enableRangeProcessing: true,
            lastModified: stored.Created,
            entityTag: new EntityTagHeaderValue($"\"{stored.Generation}\"")).ExecuteAsync(context);
    }

    private Task WriteAsync(HttpResponse response, ReceivedRequest request, GcsPlace place, byte[] body)
    {
        GcsUploadChecks.CheckBody(request, body);
        Dictionary<string, string> headers = GcsUploadChecks.HeadersToKeep(request);
        GcsObject stored = store.Put(place.Bucket, place.Name, body, headers, GcsUploadChecks.ExpectedGeneration(request));
        response.Headers["x-goog-generation"] = stored.Generation.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private Task StartAsync(HttpContext context, ReceivedRequest request, GcsPlace place, byte[] body)
    {
        if (request.Header("x-goog-resumable") != "start" || body.Length > 0)
        {
            throw GcsFault.Argument("A POST on an object starts a resumable upload, and has no body.");
        }

        string id = uploads.Start(place.Bucket, place.Name, GcsUploadChecks.HeadersToKeep(request),
            GcsUploadChecks.ExpectedGeneration(request), clock());
        context.Response.StatusCode = 201;
        context.Response.Headers.Location = $"{context.Request.Scheme}://{request.Host}{request.Path}?upload_id={id}";
        return Task.CompletedTask;
    }

    private Task DeleteAsync(HttpResponse response, ReceivedRequest request, GcsPlace place)
    {
        response.StatusCode = store.Delete(place.Bucket, place.Name, GenerationOf(request)) ? 204 : throw GcsFault.NoSuchKey(place.Name);
        return Task.CompletedTask;
    }

    private static long? GenerationOf(ReceivedRequest request) => request.Parameter("generation") is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long generation) ? generation
        : throw GcsFault.Argument("The generation is no number.");
}
