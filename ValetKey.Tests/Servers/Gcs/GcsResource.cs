using System.Globalization;
using System.Text.Json;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>An object as the JSON API shows it ("Objects: resource representations").</summary>
internal static class GcsResource
{
    private const string Own = "x-goog-meta-";

    private static readonly (string Header, string Field)[] Fields =
    [
        ("content-type", "contentType"), ("content-disposition", "contentDisposition"), ("cache-control", "cacheControl"),
        ("content-encoding", "contentEncoding"),
    ];

    public static Dictionary<string, object> Of(string bucket, string name, GcsObject found)
    {
        Dictionary<string, object> resource = new()
        {
            ["kind"] = "storage#object",
            ["bucket"] = bucket,
            ["name"] = name,
            ["generation"] = found.Generation.ToString(CultureInfo.InvariantCulture),
            ["size"] = found.Content.Length.ToString(CultureInfo.InvariantCulture),
            ["crc32c"] = GcsUploadChecks.Crc32C(found.Content),
            ["timeCreated"] = found.Created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["metadata"] = found.Headers.Where(header => header.Key.StartsWith(Own, StringComparison.Ordinal))
                .ToDictionary(header => header.Key[Own.Length..], header => header.Value),
        };
        foreach ((string header, string field) in Fields)
        {
            if (found.Headers.TryGetValue(header, out string? value))
            {
                resource[field] = value;
            }
        }

        if (found.Components is { } count)
        {
            resource["componentCount"] = count; // And no MD5 ("Hashes and ETags").
        }
        else
        {
            resource["md5Hash"] = GcsUploadChecks.Md5(found.Content);
        }

        return resource;
    }

    public static Dictionary<string, string> HeadersOf(JsonElement resource)
    {
        Dictionary<string, string> headers = [];
        foreach ((string header, string field) in Fields)
        {
            if (resource.TryGetProperty(field, out JsonElement value))
            {
                headers[header] = value.GetString()!;
            }
        }

        if (resource.TryGetProperty("metadata", out JsonElement metadata))
        {
            foreach (JsonProperty pair in metadata.EnumerateObject())
            {
                headers[Own + pair.Name] = pair.Value.GetString()!;
            }
        }

        if (headers.Count > 0)
        {
            headers.TryAdd("content-type", "application/octet-stream");
        }

        return headers;
    }
}
