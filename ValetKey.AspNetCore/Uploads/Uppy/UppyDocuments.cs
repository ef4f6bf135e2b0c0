using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>A file that Uppy wants to upload. Its length is among the metadata, if the page has put it there.</summary>
internal sealed record UppyFileDocument
{
    public string? Filename { get; init; }

    public string? Type { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }
}

/// <summary>An upload in parts. Uppy sends the key along, and nothing is made of it.</summary>
internal sealed record UppyUploadDocument(string Key, string UploadId)
{
    public override string ToString() => UploadId;
}

/// <summary>A form: Uppy posts the fields in this order, and the file last.</summary>
internal sealed record UppyFormDocument(string Method, string Url, IReadOnlyDictionary<string, string> Fields)
{
    public override string ToString() => Method;
}

internal sealed record UppyUrlDocument(string Url)
{
    public override string ToString() => nameof(UppyUrlDocument);
}

/// <summary>A request to the store, as <c>signRequest</c> is to answer. The key is the upload's id, where Uppy does not know it yet.</summary>
internal sealed record UppyRequestDocument(string Url, IReadOnlyDictionary<string, string> Headers, string? Key = null)
{
    public override string ToString() => nameof(UppyRequestDocument);
}

internal sealed record UppyPartDocument(
    [property: JsonPropertyName("PartNumber")] int Number, [property: JsonPropertyName("Size")] long Length,
    [property: JsonPropertyName("ETag")] string Revision);

/// <summary>An upload that is published. There is no location: who may download it the application decides.</summary>
internal sealed record UppyDoneDocument(string Key, string? Reference)
{
    public override string ToString() => Reference ?? "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UppyFileDocument))]
[JsonSerializable(typeof(UppyUploadDocument))]
[JsonSerializable(typeof(UppyFormDocument))]
[JsonSerializable(typeof(UppyUrlDocument))]
[JsonSerializable(typeof(UppyRequestDocument))]
[JsonSerializable(typeof(IReadOnlyList<UppyPartDocument>))]
[JsonSerializable(typeof(UppyDoneDocument))]
internal sealed partial class UppyJson : JsonSerializerContext;
