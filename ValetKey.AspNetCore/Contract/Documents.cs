using System.Text.Json.Serialization;

namespace ValetKey.AspNetCore.Contract;

/// <summary>A declaration, as a client sends it.</summary>
internal sealed record DeclarationDocument
{
    /// <summary>What the client calls the file.</summary>
    public string? Name { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long? Length { get; init; }

    public string? ContentType { get; init; }

    public ChecksumDocument? Checksum { get; init; }
}

/// <summary>A checksum: <c>md5</c>, <c>sha256</c>, <c>crc32c</c> or <c>crc64nvme</c>, and the value in base64.</summary>
internal sealed record ChecksumDocument
{
    public string? Algorithm { get; init; }

    public string? Value { get; init; }
}

/// <summary>An upload, as a client sees it.</summary>
internal sealed record UploadDocument
{
    public required string Id { get; init; }

    public required string State { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    /// <summary>The path under which this upload is asked about.</summary>
    public required string Url { get; init; }

    /// <summary>When it is abandoned if it is not complete.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the application calls it.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it was rejected or abandoned.</summary>
    public string? Reason { get; init; }

    /// <summary>How many parts it has, and how long each but the last is; an upload in one piece is one part.</summary>
    public required int PartCount { get; init; }

    public required long PartLength { get; init; }

    /// <summary>The parts that the store has.</summary>
    public IReadOnlyList<ReceivedPartDocument>? Received { get; init; }

    /// <summary>The proof that its holder may go on with this upload, in the header <c>Upload-Ticket</c>. A secret.</summary>
    public string? Ticket { get; init; }

    /// <summary>What to send to the store.</summary>
    public IReadOnlyList<PartRequestDocument>? Requests { get; init; }
}

internal sealed record ReceivedPartDocument(int Number, long Length);

/// <summary>Which parts are to be sent.</summary>
internal sealed record WantedPartsDocument
{
    public IReadOnlyList<WantedPartDocument?>? Parts { get; init; }
}

internal sealed record WantedPartDocument
{
    public int Number { get; init; }

    /// <summary>The part's checksum; the store then takes nothing else, where it can.</summary>
    public ChecksumDocument? Checksum { get; init; }
}

internal sealed record PartRequestsDocument(IReadOnlyList<PartRequestDocument> Requests);

/// <summary>One request to the store, complete: these bytes of the file, by this method to this URL, with these headers.</summary>
internal sealed record PartRequestDocument
{
    public required int Number { get; init; }

    public required long Offset { get; init; }

    public required long Length { get; init; }

    public required string Method { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed record ProblemDocument
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public IReadOnlyList<int>? Missing { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DeclarationDocument))]
[JsonSerializable(typeof(UploadDocument))]
[JsonSerializable(typeof(WantedPartsDocument))]
[JsonSerializable(typeof(PartRequestsDocument))]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ContractJson : JsonSerializerContext;
