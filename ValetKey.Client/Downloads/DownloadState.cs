using System.Text.Json.Serialization;

namespace ValetKey.Client.Downloads;

/// <summary>What has come of a file that is not whole yet. It holds no secret.</summary>
internal sealed record DownloadState
{
    public required long Length { get; init; }

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public string? ContentType { get; init; }

    public required int RangeLength { get; init; }

    /// <summary>The ranges that are there, by their number, with the CRC-32C of each.</summary>
    public required IReadOnlyDictionary<int, uint> Done { get; init; }

    [JsonIgnore]
    public RemoteObject Remote => new(Length, ETag, LastModified, ContentType, HasRanges: true);

    /// <summary>Whether it can be of a file that is so long.</summary>
    public bool Fits(long fileLength) => Remote.IsTold && Length >= 0 && RangeLength is >= DownloadClient.LeastRange and <= DownloadClient.MostRange
        && Done.Keys.All(index => index >= 0 && Math.Min((index + 1L) * RangeLength, Length) <= fileLength && (long)index * RangeLength < Length);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DownloadState))]
internal sealed partial class DownloadJson : JsonSerializerContext;
