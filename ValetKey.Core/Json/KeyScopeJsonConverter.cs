using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>A scope as the text that <see cref="KeyScope.ToString"/> writes, such as <c>object:profiles/42/avatar.jpg</c>.</summary>
internal sealed class KeyScopeJsonConverter : JsonConverter<KeyScope>
{
    public override KeyScope Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return KeyScope.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture);
        }
        catch (FormatException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, KeyScope value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
