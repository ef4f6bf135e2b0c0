using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>Fields as an array of objects with a <c>name</c> and a <c>value</c>, whatever names the host's options give to properties.</summary>
internal sealed class FormFieldsJsonConverter : JsonConverter<FormFields>
{
    private const string Name = "name";
    private const string Value = "value";

    public override FormFields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<KeyValuePair<string, string>> fields = [];
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            foreach (JsonElement field in document.RootElement.EnumerateArray())
            {
                fields.Add(new(TextOf(field, Name), TextOf(field, Value)));
            }

            return new FormFields(fields);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw new JsonException($"Fields are an array of objects, each with a {Name} of its own and a {Value}.", fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, FormFields value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach ((string name, string text) in value)
        {
            writer.WriteStartObject();
            writer.WriteString(Name, name);
            writer.WriteString(Value, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string TextOf(JsonElement field, string property) =>
        field.GetProperty(property).GetString() ?? throw new JsonException($"A field's {property} is null.");
}
