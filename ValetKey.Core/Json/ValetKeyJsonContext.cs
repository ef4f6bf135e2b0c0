using System.Text.Json.Serialization;

namespace ValetKey.Json;

/// <summary>The source-generated JSON contract of issued keys.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(SignedUrl))]
[JsonSerializable(typeof(SignedForm))]
[JsonSerializable(typeof(SignedQuery))]
[JsonSerializable(typeof(SignedCookies))]
[JsonSerializable(typeof(TemporaryCredentials))]
[JsonSerializable(typeof(BearerToken))]
internal sealed partial class ValetKeyJsonContext : JsonSerializerContext;
