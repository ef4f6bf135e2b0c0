using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Signs a browser's form ("Browser-Based Uploads Using POST", Amazon S3 API Reference). Every field is written together with its condition, so the two
/// cannot differ.
/// </summary>
internal static class PostForm
{
    private const int UsualFields = 11;

    public static SignedForm Sign(KeyGrant grant, S3Bucket bucket, DayKey key, DateTimeOffset end, ExpiryLimit limit)
    {
        Dictionary<string, string> fields = new(UsualFields);
        ArrayBufferWriter<byte> policy = new(2048);
        using (Utf8JsonWriter json = new(policy))
        {
            json.WriteStartObject();
            json.WriteString("expiration"u8, end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartArray("conditions"u8);
            WriteConditions(new PostConditions(json, fields), grant, bucket, key);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        int length = Base64.GetMaxEncodedToUtf8Length(policy.WrittenCount);
        Span<byte> encoded = policy.GetSpan(length)[..length];
        Base64.EncodeToUtf8(policy.WrittenSpan, encoded, out _, out _);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        key.Hash.Hash(encoded, signature);
        fields.Add("Policy", Encoding.ASCII.GetString(encoded));
        fields.Add("x-amz-signature", Convert.ToHexStringLower(signature));
        return new SignedForm(grant, bucket.Url, fields) { ExpiresAt = end, ExpiryLimit = limit };
    }

    private static void WriteConditions(PostConditions conditions, KeyGrant grant, S3Bucket bucket, DayKey key)
    {
        conditions.WithoutField("bucket", bucket.Name);
        if (grant.Scope.Kind == ResourceKinds.Object)
        {
            conditions.Exact("key", grant.Scope.Name);
        }
        else
        {
            conditions.StartsWith("key", grant.Scope.Name, grant.Scope.Name + SignedForm.FileNamePlaceholder);
        }

        WriteFields(conditions, grant.Constraints);
        if (grant.Extras.Count > 0)
        {
            WriteExtras(conditions, grant.Extras);
        }

        WriteRanges(conditions, grant.Constraints);
        conditions.Exact("x-amz-credential", key.CredentialText);
        conditions.Exact("x-amz-algorithm", DayKey.Algorithm);
        conditions.Exact("x-amz-date", BasicDate.Format(grant.IssuedAt));
        if (key.Credential.SessionToken is { } token)
        {
            conditions.Exact("x-amz-security-token", token);
        }
    }

    private static void WriteExtras(PostConditions conditions, IReadOnlyList<KeyExtra> all)
    {
        Dictionary<string, string> extras = [];
        foreach (KeyExtra extra in all)
        {
            Add(extras, extra);
        }

        foreach ((string name, string value) in extras)
        {
            conditions.Exact(name, value);
        }
    }

    private static void WriteFields(PostConditions conditions, KeyConstraints constraints)
    {
        if (constraints.ContentType is { } type && !constraints.IsContentTypeFamily)
        {
            conditions.Exact("Content-Type", type);
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            conditions.Exact("x-amz-meta-" + name, value);
        }

        if (constraints.Checksum is { } checksum)
        {
            conditions.Exact(S3Headers.NameOf(checksum.Algorithm), checksum.ToBase64());
        }
    }

    private static void WriteRanges(PostConditions conditions, KeyConstraints constraints)
    {
        if (constraints.ContentType is { } family && constraints.IsContentTypeFamily)
        {
            conditions.StartsWith("Content-Type", family[..^1], "");
        }

        if (constraints.ContentLength is { } length)
        {
            conditions.LengthRange(length);
        }
    }

    private static void Add(Dictionary<string, string> fields, KeyExtra extra)
    {
        switch (extra)
        {
            case S3FormSuccess { Status: { } status }:
                fields.Add("success_action_status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case S3FormSuccess { Redirect: { } redirect }:
                fields.Add("success_action_redirect", redirect.AbsoluteUri);
                break;
            default:
                S3Headers.Add(fields, extra);
                break;
        }
    }
}
