using System.Buffers;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Signs one request in its query ("Authenticating Requests: Using Query Parameters", Amazon S3 API Reference): one pass over one buffer, one hash, one
/// keyed hash, one string.
/// </summary>
internal static class PresignedUrl
{
    private const int StackBytes = 4096;

    public static SignedUrl Sign(KeyGrant grant, S3Bucket bucket, DayKey key, DateTimeOffset start, DateTimeOffset end, ExpiryLimit limit)
    {
        OrderedDictionary<string, string> headers = S3Headers.Of(grant);
        int size = SizeAtMost(grant, bucket, key, headers);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            AsciiWriter writer = new(rented ?? stackalloc byte[StackBytes]);
            HttpMethod method = MethodOf(grant.Permissions);
            string url = Write(ref writer, grant, bucket, key, start, end, new CanonicalHeaders(headers), method);
            return new SignedUrl(grant, method, url)
            {
                Headers = headers.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : headers,
                NotBefore = grant.NotBefore > start ? grant.NotBefore : start,
                ExpiresAt = end,
                ExpiryLimit = limit,
            };
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private static string Write(
        ref AsciiWriter writer,
        KeyGrant grant,
        S3Bucket bucket,
        DayKey key,
        DateTimeOffset start,
        DateTimeOffset end,
        in CanonicalHeaders headers,
        HttpMethod method)
    {
        writer.Raw(method.Method);
        writer.Raw('\n');
        int path = writer.Length;
        writer.Raw(bucket.PathPrefix);
        if (grant.Permissions != Permissions.List)
        {
            writer.Path(grant.Scope.Name);
        }

        int endOfPath = writer.Length;
        writer.Raw('\n');
        int query = writer.Length;
        Span<byte> date = stackalloc byte[BasicDate.Length];
        BasicDate.Write(date, start);
        S3Query.Write(ref writer, grant, key, date, (end.UtcTicks - start.UtcTicks) / TimeSpan.TicksPerSecond, headers);
        int endOfQuery = writer.Length;
        writer.Raw('\n');
        headers.WriteLines(ref writer, bucket.Host);
        writer.Raw('\n');
        headers.WriteNames(ref writer);
        writer.Raw("\nUNSIGNED-PAYLOAD"u8);

        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        StringToSign.Sign(key, date, writer.Written, signature);

        int url = writer.Length;
        ReadOnlySpan<byte> canonical = writer.Written;
        writer.Raw(bucket.Origin);
        writer.Raw(canonical[path..endOfPath]);
        writer.Raw('?');
        writer.Raw(canonical[query..endOfQuery]);
        writer.Raw("&X-Amz-Signature="u8);
        writer.Hex(signature);
        return Encoding.ASCII.GetString(writer.WrittenFrom(url));
    }

    private static HttpMethod MethodOf(Permissions permission) => permission switch
    {
        Permissions.ReadProperties => HttpMethod.Head,
        Permissions.Create or Permissions.Write => HttpMethod.Put,
        Permissions.Delete => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    /// <summary>Path and query stand in the buffer twice, as canonical request and as URL.</summary>
    private static int SizeAtMost(KeyGrant grant, S3Bucket bucket, DayKey key, OrderedDictionary<string, string> headers)
    {
        const int FixedParts = 768;
        ResponseOverrides? response = grant.Constraints.Response;
        int encoded = grant.Scope.Name.Length + (grant.Scope.VersionId?.Length ?? 0) + Length(response?.CacheControl)
            + Length(response?.ContentDisposition) + Length(response?.ContentEncoding) + Length(response?.ContentLanguage) + Length(response?.ContentType);
        int size = FixedParts + bucket.Host.Length + bucket.Origin.Length + (2 * bucket.PathPrefix.Length)
            + (2 * (key.EncodedCredential.Length + (key.Credential.EncodedSessionToken?.Length ?? 0)))
            + (2 * PercentEncoding.GetMaximumLength(encoded));
        foreach ((string name, string value) in headers)
        {
            size += (8 * name.Length) + 9 + value.Length;
        }

        return size;
    }

    private static int Length(string? text) => text?.Length ?? 0;
}
