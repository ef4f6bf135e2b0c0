using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ValetKey.Json;

/// <summary>A key of any form. Each form's own contract has the <c>kind</c>, so that no static type loses it; here it decides what is read.</summary>
/// <remarks>The serializer's own discriminator is written where the static type is the base, and nowhere else.</remarks>
internal sealed class IssuedKeyJsonConverter : JsonConverter<IssuedKey>
{
    public const string Kind = "kind";

    public override IssuedKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Type type = FindKind(reader) switch
        {
            KeyForm.SignedUrl => typeof(SignedUrl),
            KeyForm.SignedForm => typeof(SignedForm),
            KeyForm.SignedQuery => typeof(SignedQuery),
            KeyForm.SignedCookies => typeof(SignedCookies),
            KeyForm.TemporaryCredentials => typeof(TemporaryCredentials),
            KeyForm.BearerToken => typeof(BearerToken),
            _ => throw new JsonException("The text has no kind that is known, so it is not a key."),
        };
        return (IssuedKey)JsonSerializer.Deserialize(ref reader, ContractOf(type, options))!;
    }

    public override void Write(Utf8JsonWriter writer, IssuedKey value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ContractOf(value.GetType(), options));

    /// <summary>The host's own contract, so that all static types are written alike; ours where the host knows just the base.</summary>
    private static JsonTypeInfo ContractOf(Type type, JsonSerializerOptions options) =>
        options.TryGetTypeInfo(type, out JsonTypeInfo? contract) ? contract : ValetKeyJson.Contract.GetTypeInfo(type)!;

    /// <summary>Looks ahead in a copy of the reader, since the kind may come anywhere in the object.</summary>
    private static KeyForm? FindKind(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isKind = reader.ValueTextEquals(Kind);
            reader.Read();
            if (isKind)
            {
                return reader.TokenType == JsonTokenType.String ? EnumNames<KeyForm>.Find(reader.GetString()) : null;
            }

            reader.Skip();
        }

        return null;
    }
}
