using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

internal sealed class HttpMethodJsonConverter : JsonConverter<HttpMethod>
{
    public override HttpMethod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? method = reader.GetString();
        try
        {
            return HttpMethod.Parse(method);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new JsonException($"'{method}' is not an HTTP method.", fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, HttpMethod value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Method);
}
