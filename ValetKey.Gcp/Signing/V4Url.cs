using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>
/// Signs one request in its query ("V4 signing process" and "Canonical requests", Cloud Storage documentation): one pass over one buffer, one hash, one
/// signature, one string.
/// </summary>
internal static class V4Url
{
    private const int StackBytes = 4096;
    private const string PayloadHeader = "x-goog-content-sha256";

    /// <summary>Signs with a key that is at hand.</summary>
    public static string Sign(in UrlRequest request, LocalKey key)
    {
        DayScope scope = key.ScopeOf(request.Start);
        int size = SizeAtMost(request, scope);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            AsciiWriter writer = new(rented ?? stackalloc byte[StackBytes]);
            Span<byte> text = stackalloc byte[TextLength(key, scope)];
            int url = Write(ref writer, request, key, scope, text);
            Span<byte> signature = stackalloc byte[LocalKey.LargestSignature];
            writer.Hex(signature[..key.Sign(scope, text, signature)]);
            return Encoding.ASCII.GetString(writer.WrittenFrom(url));
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>The text to sign, and the URL but for the signature, whose digits come at its end.</summary>
    public static (byte[] Text, string Url) Prepare(in UrlRequest request, SigningKey key)
    {
        DayScope scope = key.ScopeOf(request.Start);
        int size = SizeAtMost(request, scope);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            AsciiWriter writer = new(rented ?? stackalloc byte[StackBytes]);
            byte[] text = new byte[TextLength(key, scope)];
            int url = Write(ref writer, request, key, scope, text);
            return (text, Encoding.ASCII.GetString(writer.WrittenFrom(url)));
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Writes the canonical request, its text to sign, and then the URL up to the signature.</summary>
    /// <returns>Where the URL begins.</returns>
    private static int Write(ref AsciiWriter writer, in UrlRequest request, SigningKey key, DayScope scope, Span<byte> text)
    {
        CanonicalHeaders headers = new(request.Headers);
        writer.Raw(request.Method.Method);
        writer.Raw('\n');
        int path = writer.Length;
        writer.Raw(request.Name is null ? request.Bucket.Path : request.Bucket.ObjectPath);
        if (request.Name is not null)
        {
            writer.Path(request.Name);
        }

        int endOfPath = writer.Length;
        writer.Raw('\n');
        int query = writer.Length;
        Span<byte> date = stackalloc byte[BasicDate.Length];
        BasicDate.Write(date, request.Start);
        V4Query.Write(ref writer, request, key, scope, date, headers);
        int endOfQuery = writer.Length;
        writer.Raw('\n');
        headers.WriteLines(ref writer, request.Bucket.Host);
        writer.Raw('\n');
        headers.WriteNames(ref writer);
        writer.Raw('\n');
        writer.Raw(PayloadOf(request.Headers));
        WriteText(text, key, scope, date, writer.Written);

        int url = writer.Length;
        ReadOnlySpan<byte> canonical = writer.Written;
        writer.Raw(request.Bucket.Origin);
        writer.Raw(canonical[path..endOfPath]);
        writer.Raw('?');
        writer.Raw(canonical[query..endOfQuery]);
        writer.Raw(key.Labels.SignatureParameter);
        return url;
    }

    private static void WriteText(Span<byte> text, SigningKey key, DayScope scope, scoped ReadOnlySpan<byte> date, scoped ReadOnlySpan<byte> canonicalRequest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        PooledHash.Sha256(canonicalRequest, hash);
        AsciiWriter writer = new(text);
        writer.Raw(key.Labels.AlgorithmText);
        writer.Raw('\n');
        writer.Raw(date);
        writer.Raw('\n');
        writer.Raw(scope.Text);
        writer.Raw('\n');
        writer.Hex(hash);
    }

    /// <summary>The payload's hash where a header says it, as Google's conformance suite has it.</summary>
    private static string PayloadOf(OrderedDictionary<string, string> headers)
    {
        for (int i = 0; i < headers.Count; i++)
        {
            (string name, string value) = headers.GetAt(i);
            if (name.Equals(PayloadHeader, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return "UNSIGNED-PAYLOAD";
    }

    private static int TextLength(SigningKey key, DayScope scope) => key.Labels.AlgorithmText.Length + BasicDate.Length + scope.Text.Length + 3 + (2 * SHA256.HashSizeInBytes);

    /// <summary>Path and query stand in the buffer twice, as canonical request and as URL.</summary>
    private static int SizeAtMost(in UrlRequest request, DayScope scope)
    {
        const int FixedParts = 640 + (2 * LocalKey.LargestSignature);
        GcsBucket bucket = request.Bucket;
        int encoded = request.Name?.Length ?? 0;
        foreach ((string name, string value) in request.Query)
        {
            encoded += name.Length + value.Length + 1;
        }

        int size = FixedParts + bucket.Host.Length + bucket.Origin.Length + (2 * bucket.ObjectPath.Length) + (2 * scope.EncodedCredential.Length)
            + (2 * PercentEncoding.GetMaximumLength(encoded));
        OrderedDictionary<string, string> headers = request.Headers;
        for (int i = 0; i < headers.Count; i++)
        {
            (string name, string value) = headers.GetAt(i);
            size += (8 * name.Length) + 9 + (2 * value.Length);
        }

        return size;
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
