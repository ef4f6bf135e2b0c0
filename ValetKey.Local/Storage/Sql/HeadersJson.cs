using System.Text.Json.Serialization;

namespace ValetKey.Local.Storage.Sql;

[JsonSerializable(typeof(ObjectHeaders))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HeadersJson : JsonSerializerContext;
