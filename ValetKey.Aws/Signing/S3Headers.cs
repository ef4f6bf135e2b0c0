using System.Collections.ObjectModel;
using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>The headers that bind a grant's constraints: they are signed, so S3 refuses a request in which one is missing or different.</summary>
internal static class S3Headers
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    public static IReadOnlyDictionary<string, string> Of(KeyGrant grant)
    {
        if ((grant.Permissions & Stores) == 0)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        if (grant.Permissions == Permissions.Write && ReferenceEquals(grant.Constraints, KeyConstraints.None) && grant.Extras.Count == 0)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        Dictionary<string, string> headers = [];
        KeyConstraints constraints = grant.Constraints;
        if (constraints.ContentLength is { } length)
        {
            headers.Add("Content-Length", length.Minimum.ToString(CultureInfo.InvariantCulture));
        }

        if (constraints.ContentType is { } type)
        {
            headers.Add("Content-Type", type);
        }

        if (grant.Permissions == Permissions.Create)
        {
            headers.Add("If-None-Match", "*");
        }

        if (constraints.Checksum is { } checksum)
        {
            headers.Add(NameOf(checksum.Algorithm), checksum.ToBase64());
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            headers.Add("x-amz-meta-" + name, value);
        }

        foreach (KeyExtra extra in grant.Extras)
        {
            Add(headers, extra);
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

    public static void Add(IDictionary<string, string> fields, KeyExtra extra)
    {
        switch (extra)
        {
            case S3UploadStorageClass storageClass:
                fields.Add("x-amz-storage-class", storageClass.Name);
                break;
            case S3UploadKmsKey { KeyId: var keyId }:
                fields.Add("x-amz-server-side-encryption", "aws:kms");
                if (keyId is not null)
                {
                    fields.Add("x-amz-server-side-encryption-aws-kms-key-id", keyId);
                }

                break;
        }
    }
}
