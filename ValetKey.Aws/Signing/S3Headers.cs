using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>The headers that bind a grant's constraints: they are signed, so S3 refuses a request in which one is missing or different.</summary>
internal static class S3Headers
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    private static readonly OrderedDictionary<string, string> Empty = [];

    /// <summary>The headers in the order in which they are signed, by their names in lower case.</summary>
    public static OrderedDictionary<string, string> Of(KeyGrant grant)
    {
        KeyConstraints constraints = grant.Constraints;
        if ((grant.Permissions & Stores) == 0
            || (grant.Permissions == Permissions.Write && ReferenceEquals(constraints, KeyConstraints.None) && grant.Extras.Count == 0))
        {
            return Empty;
        }

        OrderedDictionary<string, string> headers = [];
        Checksum? checksum = constraints.Checksum;
        if (constraints.ContentLength is { } length)
        {
            headers.Add("Content-Length", length.Minimum.ToString(CultureInfo.InvariantCulture));
        }

        if (checksum?.Algorithm == ChecksumAlgorithm.Md5)
        {
            headers.Add(NameOf(ChecksumAlgorithm.Md5), checksum.ToBase64());
        }

        if (constraints.ContentType is { } type)
        {
            headers.Add("Content-Type", type);
        }

        if (grant.Permissions == Permissions.Create)
        {
            headers.Add("If-None-Match", "*");
        }

        if (checksum is not null && checksum.Algorithm != ChecksumAlgorithm.Md5)
        {
            headers.Add(NameOf(checksum.Algorithm), checksum.ToBase64());
        }

        if (constraints.Metadata.Count > 0)
        {
            AddMetadata(headers, constraints.Metadata);
        }

        if (grant.Extras.Count > 0)
        {
            AddExtras(headers, grant.Extras);
        }

        return headers;
    }

    public static string NameOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Md5 => "Content-MD5",
        ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        _ => "x-amz-checksum-crc64nvme",
    };

    /// <summary>Adds what an extra says of an upload, as headers or as fields of a form.</summary>
    public static void Add(Action<string, string> add, KeyExtra extra)
    {
        switch (extra)
        {
            case S3UploadStorageClass storageClass:
                add("x-amz-storage-class", storageClass.Name);
                break;
            case S3UploadKmsKey { KeyId: var keyId }:
                add("x-amz-server-side-encryption", "aws:kms");
                if (keyId is not null)
                {
                    add("x-amz-server-side-encryption-aws-kms-key-id", keyId);
                }

                break;
        }
    }

    private static void AddMetadata(OrderedDictionary<string, string> headers, IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string name, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            headers.Add("x-amz-meta-" + name, value);
        }
    }

    /// <summary>Encryption goes before the storage class.</summary>
    private static void AddExtras(OrderedDictionary<string, string> headers, IReadOnlyList<KeyExtra> extras)
    {
        foreach (KeyExtra extra in extras.OrderBy(extra => extra is S3UploadStorageClass))
        {
            Add(headers.Add, extra);
        }
    }
}
