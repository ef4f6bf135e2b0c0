using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ValetKey.AspNetCore.Contract;

/// <summary>A declaration, as a client sends it.</summary>
internal sealed record DeclarationDocument
{
    [Required, Description("What the client calls the file, such as holiday.jpg: 1 to 255 characters, no slashes, no control characters.")]
    public string? Name { get; init; }

    [Required, Description("Its length in bytes, which the upload then must have.")]
    public long? Length { get; init; }

    [Description("Its media type, such as image/jpeg, which the upload then must have.")]
    public string? ContentType { get; init; }

    [Description("Its checksum, which the upload then must have.")]
    public ChecksumDocument? Checksum { get; init; }
}

/// <summary>A checksum: <c>md5</c>, <c>sha256</c>, <c>crc32c</c> or <c>crc64nvme</c>, and the value in base64.</summary>
internal sealed record ChecksumDocument
{
    [Required, Description("md5, sha256, crc32c or crc64nvme.")]
    public string? Algorithm { get; init; }

    [Required, Description("The checksum's bytes in base64.")]
    public string? Value { get; init; }
}

/// <summary>An upload, as a client sees it.</summary>
internal sealed record UploadDocument
{
    public required string Id { get; init; }

    [Description("offered, uploading, verifying, published, rejected or abandoned.")]
    public required string State { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    [Description("The path under which this upload is asked about.")]
    public required string Url { get; init; }

    [Description("When it is abandoned if it is not complete.")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [Description("What the application calls it.")]
    public string? Reference { get; init; }

    [Description("Why it was rejected or abandoned.")]
    public string? Reason { get; init; }

    [Description("How many parts it has; an upload in one piece is one part.")]
    public required int PartCount { get; init; }

    [Description("How many bytes each part but the last has.")]
    public required long PartLength { get; init; }

    [Description("The checksums that keys of parts can bind, such as sha256: the store then takes no other content. Of an upload in parts.")]
    public IReadOnlyList<string>? Checksums { get; init; }

    [Description("The parts that the store has.")]
    public IReadOnlyList<ReceivedPartDocument>? Received { get; init; }

    [Description("The proof that its holder may go on with this upload, for the header Upload-Ticket. A secret.")]
    public string? Ticket { get; init; }

    [Description("What to send to the store, of an upload in one piece.")]
    public IReadOnlyList<PartRequestDocument>? Requests { get; init; }

    /// <summary>Without the ticket.</summary>
    public override string ToString() => $"{Id} ({State})";
}

internal sealed record ReceivedPartDocument(int Number, long Length);

/// <summary>Which parts are to be sent.</summary>
internal sealed record WantedPartsDocument
{
    [Required, Description("1 to 100 of them.")]
    public IReadOnlyList<WantedPartDocument?>? Parts { get; init; }
}

internal sealed record WantedPartDocument
{
    [Required]
    public int Number { get; init; }

    [Description("The part's checksum; the store then takes nothing else, where it can.")]
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

    [Description("What the store enforces of it, such as exactLength; the rest is verified when the upload is complete.")]
    public required IReadOnlyList<string> Enforced { get; init; }

    /// <summary>Without the URL, which is a key.</summary>
    public override string ToString() => $"{Method} of part {Number}";
}

internal sealed record ProblemDocument
{
    [Description("What programs tell it by, such as urn:valetkey:problem:incomplete. It never changes.")]
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    [Description("The numbers of the parts that are not there as they should be.")]
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
