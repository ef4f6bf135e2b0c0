using System.Globalization;
using ValetKey.Providers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>What the service tells of an object ("Objects", JSON API).</summary>
internal static class ObjectExtensions
{
    public static StorageObject ToObject(this Object found, string container, string name) => new(container, name, found.Length(), found.Revision())
    {
        ContentType = found.ContentType,
        Metadata = (found.Metadata ?? new Dictionary<string, string>()).ToDictionary(
            pair => pair.Key.ToLowerInvariant(), pair => pair.Value, StringComparer.Ordinal),
        Checksums = [.. found.Checksums()],
        LastModified = found.TimeCreatedDateTimeOffset ?? default,
    };

    public static long Length(this Object found) => (long)found.Size.GetValueOrDefault();

    public static string Revision(this Object found) => found.Generation.GetValueOrDefault().ToString(CultureInfo.InvariantCulture);

    /// <summary>The generation that a revision stands for; one that no object has where it is none.</summary>
    public static long GenerationOf(string revision) =>
        long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out long generation) && generation > 0 ? generation : long.MaxValue;

    /// <summary>The service computes both, the MD5 not where it joined parts.</summary>
    private static IEnumerable<Checksum> Checksums(this Object found)
    {
        if (!string.IsNullOrEmpty(found.Md5Hash))
        {
            yield return Checksum.FromBase64(ChecksumAlgorithm.Md5, found.Md5Hash);
        }

        if (!string.IsNullOrEmpty(found.Crc32c))
        {
            yield return Checksum.FromBase64(ChecksumAlgorithm.Crc32C, found.Crc32c);
        }
    }
}
