using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>Takes browsers' forms ("POST Object", XML API).</summary>
internal sealed class GcsForms(GcsPolicyVerifier verifier, GcsBucketStore store, Func<DateTimeOffset> clock)
{
    private static readonly string[] Kept = ["cache-control", "content-disposition", "content-encoding", "content-type"];

    public async Task AnswerAsync(HttpContext context, GcsPlace place)
    {
        (Dictionary<string, string> fields, string fileName, byte[] file) = await ReadAsync(context.Request);
        string name = fields.GetValueOrDefault("key", "").Replace("${filename}", fileName, StringComparison.Ordinal);
        if (!place.IsBucket || name.Length == 0 || !store.Has(place.Bucket))
        {
            throw GcsFault.Argument("A form is posted to a bucket that is there, and names an object.");
        }

        fields["key"] = name;
        fields["bucket"] = place.Bucket;
        verifier.Verify(fields, file.Length, clock());
        GcsObject stored = store.Put(place.Bucket, name, file, HeadersToKeep(fields));
        Succeed(context.Response, fields, place, name, stored, out XElement? answer);
        if (answer is not null)
        {
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(answer.ToString());
        }
    }

    private static void Succeed(HttpResponse response, Dictionary<string, string> fields, GcsPlace place, string name,
        GcsObject stored, out XElement? answer)
    {
        answer = null;
        string tag = $"\"{stored.Generation}\"";
        response.Headers.ETag = tag;
        if (fields.TryGetValue("success_action_redirect", out string? redirect))
        {
            response.StatusCode = 303;
            response.Headers.Location = QueryHelpers.AddQueryString(redirect,
                new Dictionary<string, string?> { ["bucket"] = place.Bucket, ["key"] = name, ["etag"] = tag });
            return;
        }

        response.StatusCode = fields.GetValueOrDefault("success_action_status") switch
        {
            "200" => 200,
            "201" => 201,
            _ => 204,
        };
        if (response.StatusCode == 201)
        {
            answer = new XElement("PostResponse", new XElement("Bucket", place.Bucket), new XElement("Key", name), new XElement("ETag", tag));
        }
    }

    private static Dictionary<string, string> HeadersToKeep(Dictionary<string, string> fields)
    {
        Dictionary<string, string> kept = new() { ["content-type"] = "application/octet-stream" };
        foreach ((string name, string value) in fields.Where(field =>
            Kept.Contains(field.Key) || field.Key.StartsWith("x-goog-meta-", StringComparison.Ordinal)))
        {
            kept[name] = value;
        }

        return kept;
    }

    private static async Task<(Dictionary<string, string> Fields, string FileName, byte[] File)> ReadAsync(HttpRequest request)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value
            ?? throw GcsFault.Argument("The form has no boundary.");
        MultipartReader reader = new(boundary, request.Body);
        Dictionary<string, string> fields = [];
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            ContentDispositionHeaderValue disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition);
            string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString().ToLowerInvariant();
            using MemoryStream content = new();
            await section.Body.CopyToAsync(content);
            if (name == "file")
            {
                return await reader.ReadNextSectionAsync() is null
                    ? (fields, HeaderUtilities.RemoveQuotes(disposition.FileName).ToString(), content.ToArray())
                    : throw GcsFault.Argument("The file must be the last field.");
            }

            if (!fields.TryAdd(name, Encoding.UTF8.GetString(content.ToArray())))
            {
                throw GcsFault.Argument($"The field {name} is there twice.");
            }
        }

        throw GcsFault.Argument("The form has no file.");
    }
}
