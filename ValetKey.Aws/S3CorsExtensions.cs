using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ValetKey.Aws;

/// <summary>CORS rules as S3 takes them.</summary>
public static class S3CorsExtensions
{
    /// <summary>
    /// The configuration of a bucket with this one rule, for <c>aws s3api put-bucket-cors --cors-configuration</c> ("CORS configuration", Amazon S3
    /// user guide). It replaces the rules that the bucket has; several may stand in its list, and the console takes the list alone.
    /// </summary>
    public static string ToS3Json(this CorsRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArrayBufferWriter<byte> text = new();
        using Utf8JsonWriter json = new(text, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("CORSRules");
        json.WriteStartObject();
        WriteList(json, "AllowedOrigins", rule.Origins);
        WriteList(json, "AllowedMethods", rule.Methods);
        WriteList(json, "AllowedHeaders", rule.RequestHeaders);
        WriteList(json, "ExposeHeaders", rule.ExposedHeaders);
        json.WriteNumber("MaxAgeSeconds", (long)rule.MaximumAge.TotalSeconds);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
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
