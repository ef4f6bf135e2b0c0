using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>Strict: a key must not seem to open less than it does, so a permission that this version does not know is a fault.</summary>
internal sealed class PermissionsJsonConverter() : FlagsJsonConverter<Permissions>(skipsUnknown: false);

/// <summary>Tolerant: that a newer issuer's service enforces more, this version may leave unsaid.</summary>
internal sealed class ConstraintKindsJsonConverter() : FlagsJsonConverter<ConstraintKinds>(skipsUnknown: true);

internal sealed class ResourceKindsJsonConverter() : FlagsJsonConverter<ResourceKinds>(skipsUnknown: false);

internal sealed class KeyFormJsonConverter() : JsonStringEnumConverter<KeyForm>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Strict: what is escaped in a way that is not known would be mangled.</summary>
internal sealed class MessageEscapeJsonConverter : JsonConverter<MessageEscape>
{
    public override MessageEscape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EnumNames<MessageEscape>.Find(reader.TokenType == JsonTokenType.String ? reader.GetString() : null)
            ?? throw new JsonException("An escape of messages is not known.");

    public override void Write(Utf8JsonWriter writer, MessageEscape value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames<MessageEscape>.Of(value) ?? throw new JsonException($"{value} is no escape."));
}

/// <summary>One permission as its name.</summary>
internal sealed class PermissionJsonConverter : JsonConverter<Permissions>
{
    public override Permissions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EnumNames<Permissions>.Find(reader.GetString()) ?? throw new JsonException("A permission is not known.");

    public override void Write(Utf8JsonWriter writer, Permissions value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames<Permissions>.Of(value) ?? throw new JsonException($"{value} is not one permission."));
}

/// <summary>Tolerant: a reason that this version does not know is <see cref="ExpiryLimit.Other"/>.</summary>
internal sealed class ExpiryLimitJsonConverter : JsonConverter<ExpiryLimit>
{
    public override ExpiryLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? EnumNames<ExpiryLimit>.Find(reader.GetString()) ?? ExpiryLimit.Other
            : throw new JsonException("The limit is a name.");

    public override void Write(Utf8JsonWriter writer, ExpiryLimit value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames<ExpiryLimit>.Of(value) ?? throw new JsonException($"{value} is no limit."));
}
