using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>Flags as an array of their names in camel case; one flag as the name of a property.</summary>
internal abstract class FlagsJsonConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (int Bit, string Name)[] Flags = [.. Enum.GetValues<TEnum>()
        .Where(value => BitOperations.IsPow2(ToBits(value)))
        .Select(value => (ToBits(value), JsonNamingPolicy.CamelCase.ConvertName(value.ToString())))];

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"{typeof(TEnum).Name} are an array of names.");
        }

        int bits = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bits |= BitOf(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
        }

        return FromBits(bits);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach ((int bit, string name) in Flags)
        {
            if ((ToBits(value) & bit) != 0)
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }

    public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FromBits(BitOf(reader.GetString()));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Array.Find(Flags, flag => flag.Bit == ToBits(value)).Name
            ?? throw new JsonException($"{value} is not one flag."));

    private static int BitOf(string? name) =>
        Array.Find(Flags, flag => flag.Name == name) is { Name: not null } found
            ? found.Bit
            : throw new JsonException($"'{name}' is not one of {string.Join(", ", Flags.Select(flag => flag.Name))}.");

    private static int ToBits(TEnum value) => Unsafe.BitCast<TEnum, int>(value);

    private static TEnum FromBits(int bits) => Unsafe.BitCast<int, TEnum>(bits);
}
