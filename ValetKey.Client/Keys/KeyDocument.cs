using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Internal;

namespace ValetKey.Client.Keys;

/// <summary>A key's JSON, as far as a client needs it: what <c>IssuedKey.ToJson</c> writes, by this version or another.</summary>
internal sealed record KeyDocument
{
    public required string Kind { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? Method { get; init; }

    public string? Url { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IReadOnlyList<FieldDocument>? Fields { get; init; }

    public MessageFormatDocument? MessageFormat { get; init; }

    public string? FileField { get; init; }

    public string? NameField { get; init; }

    public string? ContentTypeField { get; init; }

    public string? BaseUrl { get; init; }

    public string? Query { get; init; }

    public IReadOnlyList<OperationDocument>? Operations { get; init; }

    /// <summary>Without its secrets.</summary>
    public override string ToString() => Kind;
}

internal sealed record FieldDocument
{
    public required string Name { get; init; }

    public required string Value { get; init; }

    /// <summary>Without the value, which may be a signature.</summary>
    public override string ToString() => Name;
}

internal sealed record OperationDocument
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public MessageFormatDocument? MessageFormat { get; init; }
}

/// <summary>How a service takes a message.</summary>
internal sealed record MessageFormatDocument : IJsonOnDeserialized
{
    public required string Template { get; init; }

    public required string Escape { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Strict: what is escaped in a way that is not known would be mangled.</summary>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (!MessageText.IsFormat(Template, ContentType) || !MessageText.IsEscape(Escape))
        {
            throw new JsonException("The key's messageFormat is not known.");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeyJson : JsonSerializerContext;
