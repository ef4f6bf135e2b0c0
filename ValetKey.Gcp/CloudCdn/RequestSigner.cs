using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Gcp.CloudCdn;

/// <summary>
/// Signs URLs and prefixes of URLs with a key that was parsed once ("Use signed URLs" and "Use signed cookies", in the Cloud CDN documentation).
/// </summary>
/// <param name="keyName">The key's name at the backend, which needs no escaping.</param>
/// <param name="key">The key, which is copied.</param>
internal sealed class RequestSigner(string keyName, ReadOnlySpan<byte> key) : IDisposable
{
    public const int KeyLength = 16;

    private const int HashLength = 20;

    /// <summary>The names of the fields, a time and the signature.</summary>
    private const int FieldsLength = 128;

    private readonly KeyedHash _hash = new(HashAlgorithmName.SHA1, key);

    /// <summary>The URL with the fields that open it, and only it.</summary>
    /// <param name="url">What comes before the name, escaped.</param>
    /// <param name="name">The name, which is escaped here.</param>
    /// <param name="expiresAt">The end, in seconds of Unix time.</param>
    public string SignUrl(string url, string name, long expiresAt) => SignUrl(url, name, expiresAt, queryAlone: false);

    /// <summary>The fields that open one URL, without it.</summary>
    /// <inheritdoc cref="SignUrl(string, string, long)"/>
    public string SignUrlQuery(string url, string name, long expiresAt) => SignUrl(url, name, expiresAt, queryAlone: true);

    /// <summary>The fields that open every URL that begins with a prefix, as a query.</summary>
    /// <inheritdoc cref="SignUrl(string, string, long)"/>
    public string SignPrefixQuery(string url, string name, long expiresAt) => SignPrefix(url, name, expiresAt, '&');

    /// <summary>The fields that open every URL that begins with a prefix, as the value of a cookie.</summary>
    /// <inheritdoc cref="SignUrl(string, string, long)"/>
    public string SignPrefixCookie(string url, string name, long expiresAt) => SignPrefix(url, name, expiresAt, ':');

    public void Dispose() => _hash.Dispose();

    private string SignUrl(string url, string name, long expiresAt, bool queryAlone)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(url.Length + PercentEncoding.GetMaximumLength(name.Length) + keyName.Length + FieldsLength);
        try
        {
            AsciiWriter writer = new(buffer);
            writer.Raw(url);
            writer.Path(name);
            writer.Raw(url.Contains('?', StringComparison.Ordinal) ? '&' : '?');
            int query = writer.Length;
            WriteFields(ref writer, expiresAt, '&', signedFrom: 0);
            return Encoding.ASCII.GetString(writer.WrittenFrom(queryAlone ? query : 0));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string SignPrefix(string url, string name, long expiresAt, char separator)
    {
        int prefixLength = url.Length + PercentEncoding.GetMaximumLength(name.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(
            prefixLength + Base64.GetMaxEncodedToUtf8Length(prefixLength) + keyName.Length + FieldsLength);
        try
        {
            AsciiWriter writer = new(buffer);
            writer.Raw(url);
            writer.Path(name);
            int fields = writer.Length;
            writer.Raw("URLPrefix="u8);
            WriteBase64(ref writer, buffer.AsSpan(0, fields));
            writer.Raw(separator);
            WriteFields(ref writer, expiresAt, separator, signedFrom: fields);
            return Encoding.ASCII.GetString(writer.WrittenFrom(fields));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void WriteFields(ref AsciiWriter writer, long expiresAt, char separator, int signedFrom)
    {
        writer.Raw("Expires="u8);
        writer.Number(expiresAt);
        writer.Raw(separator);
        writer.Raw("KeyName="u8);
        writer.Raw(keyName);
        Span<byte> signature = stackalloc byte[HashLength];
        _hash.Hash(writer.WrittenFrom(signedFrom), signature);
        writer.Raw(separator);
        writer.Raw("Signature="u8);
        WriteBase64(ref writer, signature);
    }

    /// <summary>Base64 with <c>-</c> and <c>_</c> (RFC 4648, 5), and with its padding, which Cloud CDN wants.</summary>
    private static void WriteBase64(ref AsciiWriter writer, scoped ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = writer.Reserve(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, text, out _, out _);
        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');
    }
}
