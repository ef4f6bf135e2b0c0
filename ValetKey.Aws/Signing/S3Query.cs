using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Writes the query of a presigned URL in canonical order, so that the text in the URL is the text that is signed.</summary>
internal static class S3Query
{
    public static void Write(
        ref AsciiWriter writer, KeyGrant grant, DayKey key, scoped ReadOnlySpan<byte> date, long seconds, in CanonicalHeaders headers)
    {
        writer.Raw("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="u8);
        writer.Raw(key.EncodedCredential);
        writer.Raw("&X-Amz-Date="u8);
        writer.Raw(date);
        writer.Raw("&X-Amz-Expires="u8);
        writer.Number(seconds);
        if (key.Credential.EncodedSessionToken is { } token)
        {
            writer.Raw("&X-Amz-Security-Token="u8);
            writer.Raw(token);
        }

        writer.Raw("&X-Amz-SignedHeaders="u8);
        headers.WriteEncodedNames(ref writer);
        if (grant.Permissions == Permissions.List)
        {
            writer.Raw("&list-type=2&prefix="u8);
            writer.Value(grant.Scope.Name);
        }

        if (grant.Constraints.Response is { } response)
        {
            Write(ref writer, "&response-cache-control="u8, response.CacheControl);
            Write(ref writer, "&response-content-disposition="u8, response.ContentDisposition);
            Write(ref writer, "&response-content-encoding="u8, response.ContentEncoding);
            Write(ref writer, "&response-content-language="u8, response.ContentLanguage);
            Write(ref writer, "&response-content-type="u8, response.ContentType);
        }

        Write(ref writer, "&versionId="u8, grant.Scope.VersionId);
    }

    private static void Write(ref AsciiWriter writer, scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.Raw(name);
            writer.Value(value);
        }
    }
}
