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

    private static readonly OrderedDictionary<string, string> Empty = [];

    /// <summary>The headers in the order in which they are signed, by their names in lower case.</summary>
    public static OrderedDictionary<string, string> Of(KeyGrant grant)
    {
        if (grant.Extras.Count == 0
            && ((grant.Permissions & Stores) == 0 || (grant.Permissions == Permissions.Write && ReferenceEquals(grant.Constraints, KeyConstraints.None))))
        {
            return Empty;
        }

        OrderedDictionary<string, string> headers = [];
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

        if (grant.Extras.Count > 0)
        {
            AddEncryption(headers, grant.Extras);
        }

        if (constraints.Checksum is { Algorithm: ChecksumAlgorithm.Crc32C } crc)
        {
            headers.Add("x-goog-hash", "crc32c=" + crc.ToBase64());
        }

        if (grant.Permissions == Permissions.Create)
        {
            headers.Add("x-goog-if-generation-match", "0");
        }

        if (constraints.Metadata.Count > 0)
        {
            AddMetadata(headers, constraints.Metadata);
        }

        if (GcsExtras.IsResumable(grant))
        {
            headers.Add("x-goog-resumable", "start");
        }

        return headers;
    }

    private static void AddMetadata(OrderedDictionary<string, string> headers, IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string name, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            headers.Add("x-goog-meta-" + name, value);
        }
    }

    private static void AddEncryption(OrderedDictionary<string, string> headers, IReadOnlyList<KeyExtra> extras)
    {
        foreach (KeyExtra extra in extras)
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
            }
        }
    }
}
