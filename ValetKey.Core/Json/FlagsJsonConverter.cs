using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>Flags as an array of their names in camel case.</summary>
/// <param name="skipsUnknown">Whether a name that this version does not know is left out; else it is a fault.</param>
internal abstract class FlagsJsonConverter<TEnum>(bool skipsUnknown) : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"{typeof(TEnum).Name} are an array of names.");
        }

        int bits = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bits |= BitOf(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A name is a text."));
        }

        return Unsafe.BitCast<int, TEnum>(bits);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach ((TEnum flag, string name) in EnumNames<TEnum>.All)
        {
            if ((ToBits(value) & ToBits(flag)) != 0)
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }

    private int BitOf(string name) =>
        EnumNames<TEnum>.Find(name) is { } flag ? ToBits(flag)
        : skipsUnknown ? 0
        : throw new JsonException($"'{name}' is not one of {string.Join(", ", EnumNames<TEnum>.All.Select(known => known.Name))}.");

    private static int ToBits(TEnum value) => Unsafe.BitCast<TEnum, int>(value);
}
