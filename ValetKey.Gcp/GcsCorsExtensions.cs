using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ValetKey.Gcp;

/// <summary>CORS rules as Cloud Storage takes them.</summary>
public static class GcsCorsExtensions
{
    /// <summary>
    /// The configuration of a bucket with this one rule, for <c>gcloud storage buckets update --cors-file</c> ("CORS configuration examples", Cloud
    /// Storage). It replaces the rules that the bucket has; several may stand in the list.
    /// </summary>
    /// <remarks>
    /// Cloud Storage compares the names of the headers that a page asks for one by one, and has one list for these and for those that the page may
    /// read.
    /// </remarks>
    public static string ToGcsJson(this CorsRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArrayBufferWriter<byte> text = new();
        using Utf8JsonWriter json = new(text, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        json.WriteStartObject();
        WriteList(json, "origin", rule.Origins);
        WriteList(json, "method", rule.Methods);
        WriteList(json, "responseHeader", [.. rule.RequestHeaders, .. rule.ExposedHeaders]);
        json.WriteNumber("maxAgeSeconds", (long)rule.MaximumAge.TotalSeconds);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
