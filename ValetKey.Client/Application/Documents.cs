using System.Text.Json.Serialization;

namespace ValetKey.Client.Application;

/// <summary>The JSON contract of the application's uploads (<c>uploads.d.ts</c>), as far as a client needs it.</summary>
internal sealed record DeclarationDocument(string Name, long Length, string? ContentType, ChecksumDocument? Checksum);

internal sealed record ChecksumDocument(string Algorithm, string Value);

internal sealed record UploadDocument
{
    public required string Id { get; init; }

    public required string State { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    public required string Url { get; init; }

    public string? Reference { get; init; }

    public string? Reason { get; init; }

    public required int PartCount { get; init; }

    public required long PartLength { get; init; }

    /// <summary>The checksums that keys of parts can bind.</summary>
    public IReadOnlyList<string>? Checksums { get; init; }

    public IReadOnlyList<ReceivedPartDocument>? Received { get; init; }

    public string? Ticket { get; init; }

    public IReadOnlyList<PartRequestDocument>? Requests { get; init; }

    [JsonIgnore]
    public bool IsPublished => State == "published";

    [JsonIgnore]
    public bool IsVerifying => State == "verifying";

    [JsonIgnore]
    public bool IsGivenUp => State is "rejected" or "abandoned";

    /// <summary>Without the ticket.</summary>
    public override string ToString() => $"{Id} ({State})";
}

internal sealed record ReceivedPartDocument(int Number, long Length);

internal sealed record WantedPartsDocument(IReadOnlyList<WantedPartDocument> Parts);

internal sealed record WantedPartDocument(int Number, ChecksumDocument? Checksum);

internal sealed record PartRequestsDocument
{
    public required IReadOnlyList<PartRequestDocument> Requests { get; init; }
}

internal sealed record PartRequestDocument
{
    public required int Number { get; init; }

    public required long Offset { get; init; }

    public required long Length { get; init; }

    public required string Method { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public IReadOnlyList<string> Enforced { get; init; } = [];

    /// <summary>Without the URL, which is a key.</summary>
    public override string ToString() => $"{Method} of part {Number}";
}

internal sealed record ProblemDocument
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<int>? Missing { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DeclarationDocument))]
[JsonSerializable(typeof(UploadDocument))]
[JsonSerializable(typeof(WantedPartsDocument))]
[JsonSerializable(typeof(PartRequestsDocument))]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ContractJson : JsonSerializerContext;
