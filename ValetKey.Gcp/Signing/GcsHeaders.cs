using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>
/// The headers that bind a grant's constraints: they are signed, so Cloud Storage refuses a request in which one is missing or different, or another
/// <c>x-goog-</c> header is added.
/// </summary>
internal static class GcsHeaders
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    public static HeaderCollection Of(KeyGrant grant)
    {
        if (grant.Extras.Count == 0
            && ((grant.Permissions & Stores) == 0
                || (grant.Permissions == Permissions.Write && ReferenceEquals(grant.Constraints, KeyConstraints.None))))
        {
            return HeaderCollection.None;
        }

        HeaderCollection headers = [];
        KeyConstraints constraints = grant.Constraints;
        if (constraints.Checksum is { Algorithm: ChecksumAlgorithm.Md5 } md5)
        {
            headers.Add("Content-MD5", md5.ToBase64());
        }

        if (constraints.ContentType is { } type)
        {
            headers.Add("Content-Type", type);
        }

        if (constraints.ContentLength is { } length)
        {
            headers.Add("x-goog-content-length-range", string.Create(CultureInfo.InvariantCulture, $"{length.Minimum},{length.Maximum}"));
        }

        if (constraints.Checksum is { Algorithm: ChecksumAlgorithm.Crc32C } crc)
        {
            headers.Add("x-goog-hash", "crc32c=" + crc.ToBase64());
        }

        if (grant.Permissions == Permissions.Create)
        {
            headers.Add("x-goog-if-generation-match", "0");
        }

        foreach ((string name, string value) in constraints.Metadata.Each())
        {
            headers.Add("x-goog-meta-" + name, value);
        }

        foreach (KeyExtra extra in grant.Extras)
        {
            Add(headers, extra);
        }

        return headers;
    }

    private static void Add(HeaderCollection headers, KeyExtra extra)
    {
        switch (extra)
        {
            case GcsCustomerKey key:
                headers.Add("x-goog-encryption-algorithm", "AES256");
                headers.Add("x-goog-encryption-key", key.Key);
                headers.Add("x-goog-encryption-key-sha256", key.KeySha256);
                break;
            case GcsUploadKmsKey { KeyName: var name }:
                headers.Add("x-goog-encryption-kms-key-name", name);
                break;
            case GcsResumableUpload:
                headers.Add("x-goog-resumable", "start");
                break;
        }
    }
}
