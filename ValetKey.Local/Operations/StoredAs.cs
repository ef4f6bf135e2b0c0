using System.Collections.ObjectModel;
using ValetKey.Local.Storage;
using ValetKey.Providers;

namespace ValetKey.Local.Operations;

/// <summary>The store's own words and those that all providers share.</summary>
internal static class StoredAs
{
    public static ObjectHeaders ToHeaders(this ObjectProperties properties) => new()
    {
        ContentType = properties.ContentType,
        ContentDisposition = properties.ContentDisposition,
        CacheControl = properties.CacheControl,
        Metadata = properties.Metadata,
    };

    public static StorageObject ToStorageObject(this ObjectInfo info) => new(info.Container, info.Name, info.Length, info.ETag)
    {
        ContentType = info.Headers.ContentType,
        Metadata = info.Headers.Metadata ?? ReadOnlyDictionary<string, string>.Empty,
        Checksums = Tags.Md5Of(info.ETag) is { } md5 ? [new Checksum(ChecksumAlgorithm.Md5, md5)] : [],
        LastModified = info.LastModified,
    };

    public static StorageResult ToStorageResult(this PutResult result) => result.Outcome switch
    {
        PutOutcome.Created or PutOutcome.Replaced => new StorageResult(StorageOutcome.Completed, result.Stored!.ToStorageObject()),
        PutOutcome.AlreadyExists => new StorageResult(StorageOutcome.ObjectExists),
        PutOutcome.Changed => new StorageResult(StorageOutcome.Changed),
        PutOutcome.QuotaExceeded => new StorageResult(StorageOutcome.QuotaExceeded),
        _ => new StorageResult(StorageOutcome.NotFound),
    };
}
