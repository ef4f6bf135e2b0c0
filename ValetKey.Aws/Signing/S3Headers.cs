using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>The headers that bind a grant's constraints: they are signed, so S3 refuses a request in which one is missing or different.</summary>
internal static class S3Headers
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;
    private const int MostWithoutContent = 4;
    private const int MostPerExtra = 2;

    /// <param name="grant">The grant.</param>
    /// <param name="pins">Whether headers that the store would take unsigned are among the signed ones.</param>
    public static HeaderCollection Of(KeyGrant grant, bool pins)
    {
        KeyConstraints constraints = grant.Constraints;
        if ((grant.Permissions & Stores) == 0
            || (grant.Permissions == Permissions.Write && ReferenceEquals(constraints, KeyConstraints.None) && grant.Extras.Count == 0 && !pins))
        {
            return HeaderCollection.None;
        }

        HeaderCollection headers = new(MostWithoutContent + constraints.Metadata.Count + (MostPerExtra * grant.Extras.Count));
        if (pins)
        {
            headers.Add("x-amz-acl", "private");
            headers.Add("x-amz-tagging", "");
        }

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

        AddContent(headers, static (all, name, value) => all.Add(name, value), grant);
        return headers;
    }

    /// <summary>Adds what headers and the fields of a form have in common.</summary>
    public static void AddContent<T>(T target, Action<T, string, string> add, KeyGrant grant)
    {
        if (grant.Constraints.Checksum is { } checksum)
        {
            add(target, NameOf(checksum.Algorithm), checksum.ToBase64());
        }

        foreach ((string name, string value) in grant.Constraints.Metadata.Each())
        {
            add(target, "x-amz-meta-" + name, value);
        }

        foreach (KeyExtra extra in grant.Extras)
        {
            Add(target, add, extra);
        }
    }

    private static string NameOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Md5 => "Content-MD5",
        ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        _ => "x-amz-checksum-crc64nvme",
    };

    private static void Add<T>(T target, Action<T, string, string> add, KeyExtra extra)
    {
        switch (extra)
        {
            case S3UploadStorageClass storageClass:
                add(target, "x-amz-storage-class", storageClass.Name);
                break;
            case S3UploadKmsKey { KeyId: var keyId }:
                add(target, "x-amz-server-side-encryption", "aws:kms");
                if (keyId is not null)
                {
                    add(target, "x-amz-server-side-encryption-aws-kms-key-id", keyId);
                }

                break;
        }
    }
}
