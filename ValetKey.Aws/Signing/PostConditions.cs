using System.Text.Json;

namespace ValetKey.Aws.Signing;

/// <summary>Writes a policy's conditions, and with each the field that it is about.</summary>
internal readonly struct PostConditions(Utf8JsonWriter json, Dictionary<string, string> fields)
{
    /// <summary>A field that must be just so.</summary>
    public void Exact(string name, string value)
    {
        WithoutField(name, value);
        fields.Add(name, value);
    }

    /// <summary>A condition on what the request itself says.</summary>
    public void WithoutField(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>A field that the client completes.</summary>
    public void StartsWith(string name, string prefix, string template)
    {
        json.WriteStartArray();
        json.WriteStringValue("starts-with"u8);
        json.WriteStringValue("$" + name);
        json.WriteStringValue(prefix);
        json.WriteEndArray();
        fields.Add(name, template);
    }

    public void LengthRange(LengthRange range)
    {
        json.WriteStartArray();
        json.WriteStringValue("content-length-range"u8);
        json.WriteNumberValue(range.Minimum);
        json.WriteNumberValue(range.Maximum);
        json.WriteEndArray();
    }
}
