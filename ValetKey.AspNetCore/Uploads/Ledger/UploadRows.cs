using System.Collections.ObjectModel;
using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>Uploads as rows: what is asked for has a column, the rest is one text.</summary>
internal static class UploadRows
{
    public const string Columns =
        "id, uploads, subject, state, created, changed, expires, tried, length, staging, part_upload, reason, details";

    /// <summary>No subject is an empty one, so that it can be compared; a user's is never empty.</summary>
    public static string SubjectOf(string? subject) => subject ?? "";

    public static string NameOf(UploadState state) => state switch
    {
        UploadState.Offered => "offered",
        UploadState.Uploading => "uploading",
        UploadState.Verifying => "verifying",
        UploadState.Published => "published",
        UploadState.Rejected => "rejected",
        _ => "abandoned",
    };

    public static string DetailsOf(UploadRecord upload) => JsonSerializer.Serialize(
        new Details
        {
            FileName = upload.FileName,
            ContentType = upload.ContentType,
            Checksum = upload.Checksum is { } checksum ? $"{checksum.Algorithm}:{checksum.ToBase64()}" : null,
            Object = upload.Object.ToString(),
            Reference = upload.Reference,
            StagingName = upload.Plan.StagingName,
            PartLength = upload.Plan.PartLength,
            Overwrite = upload.Plan.Overwrite,
            StoredType = upload.Plan.Properties.ContentType,
            Disposition = upload.Plan.Properties.ContentDisposition,
            CacheControl = upload.Plan.Properties.CacheControl,
            Metadata = upload.Plan.Properties.Metadata.Count == 0 ? null : new Dictionary<string, string>(upload.Plan.Properties.Metadata),
            Network = upload.Plan.ClientNetwork is { } network ? [network.First.ToString(), network.Last.ToString()] : null,
        },
        DetailsJson.Default.Details);

    public static UploadRecord Read(DbDataReader row)
    {
        Details details = JsonSerializer.Deserialize(row.GetString(12), DetailsJson.Default.Details)!;
        string subject = row.GetString(2);
        return new UploadRecord
        {
            Id = row.GetString(0),
            Uploads = row.GetString(1),
            Subject = subject.Length == 0 ? null : subject,
            State = Enum.Parse<UploadState>(row.GetString(3), ignoreCase: true),
            Created = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            Changed = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
            WasTried = row.GetInt64(7) > 0,
            Length = row.GetInt64(8),
            PartUploadId = row.IsDBNull(10) ? null : row.GetString(10),
            Reason = row.IsDBNull(11) ? null : row.GetString(11),
            FileName = details.FileName,
            ContentType = details.ContentType,
            Checksum = details.Checksum?.Split(':') is [var algorithm, var value]
                ? Checksum.FromBase64(Enum.Parse<ChecksumAlgorithm>(algorithm), value)
                : null,
            Object = KeyScope.Parse(details.Object, CultureInfo.InvariantCulture),
            Reference = details.Reference,
            Plan = new UploadPlan
            {
                StagingContainer = row.GetString(9),
                StagingName = details.StagingName,
                PartLength = details.PartLength,
                Overwrite = details.Overwrite,
                Properties = new ObjectProperties
                {
                    ContentType = details.StoredType,
                    ContentDisposition = details.Disposition,
                    CacheControl = details.CacheControl,
                    Metadata = details.Metadata ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty,
                },
                ClientNetwork = details.Network is [var first, var last]
                    ? ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last))
                    : null,
            },
        };
    }
}

/// <summary>What no query asks for.</summary>
internal sealed record Details
{
    public required string FileName { get; init; }

    public string? ContentType { get; init; }

    public string? Checksum { get; init; }

    public required string Object { get; init; }

    public string? Reference { get; init; }

    public required string StagingName { get; init; }

    public long PartLength { get; init; }

    public bool Overwrite { get; init; }

    public string? StoredType { get; init; }

    public string? Disposition { get; init; }

    public string? CacheControl { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public string[]? Network { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Details))]
internal sealed partial class DetailsJson : JsonSerializerContext;
