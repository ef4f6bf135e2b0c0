using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>What the store's answer to HEAD tells of an object.</summary>
internal sealed class S3Head(GetObjectMetadataResponse answer, bool isAmazon)
{
    private const string MetadataPrefix = "x-amz-meta-";

    public string Tag => answer.ETag;

    public long Length => answer.ContentLength;

    /// <summary>
    /// Whether tags of this object are made of MD5s: not with KMS (one layer or two) nor with a customer's own key ("Object", S3 API reference).
    /// </summary>
    public bool HasMd5Tags =>
        answer.ServerSideEncryptionMethod?.Value.StartsWith("aws:kms", StringComparison.Ordinal) != true
        && string.IsNullOrEmpty(answer.ServerSideEncryptionCustomerMethod?.Value)
        && string.IsNullOrEmpty(answer.ServerSideEncryptionCustomerProvidedKeyMD5);

    public StorageObject ToObject(string container, string name) => new(container, name, Length, Tag)
    {
        ContentType = answer.Headers.ContentType,
        Metadata = answer.Metadata.Keys.ToDictionary(
            key => key.StartsWith(MetadataPrefix, StringComparison.Ordinal) ? key[MetadataPrefix.Length..] : key,
            key => answer.Metadata[key],
            StringComparer.Ordinal),
        Checksums = [.. Checksums()],
        LastModified = S3Date.Of(answer.LastModified),
    };

    private IEnumerable<Checksum> Checksums()
    {
        if (HasMd5Tags && EntityTag.Md5Of(Tag) is { } md5)
        {
            yield return new Checksum(ChecksumAlgorithm.Md5, md5);
        }

        // Other stores may give back what the client claimed (Ceph's gateway compares nothing), and checksums of checksums are none of the content.
        bool isOfContent = answer.ChecksumType is { } type ? type == ChecksumType.FULL_OBJECT : !EntityTag.IsOfParts(Tag);
        if (!isAmazon || !isOfContent)
        {
            yield break;
        }

        foreach ((ChecksumAlgorithm algorithm, string? value) in new[]
        {
            (ChecksumAlgorithm.Sha256, answer.ChecksumSHA256),
            (ChecksumAlgorithm.Crc32C, answer.ChecksumCRC32C),
            (ChecksumAlgorithm.Crc64Nvme, answer.ChecksumCRC64NVME),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                yield return Checksum.FromBase64(algorithm, value);
            }
        }
    }
}
