using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ValetKey.Local.Signing;

namespace ValetKey.Local.Verification;

/// <summary>
/// A key as the client presents it: fields in their order, each once, a signature, and what the client added behind it. Nothing of it is trusted yet.
/// </summary>
internal sealed class PresentedKey
{
    private const string SignatureMark = "&" + TokenFields.Signature + "=";
    private const int SignatureBytes = 32;

    private readonly string?[] _values;

    private PresentedKey(string token, string?[] values, byte[] signature, string added)
    {
        Token = token;
        _values = values;
        Signature = signature;
        Added = added;
    }

    /// <summary>The text that is signed, but for the path before it.</summary>
    public string Token { get; }

    public byte[] Signature { get; }

    /// <summary>The query parameters behind the signature.</summary>
    public string Added { get; }

    public string? this[string field]
    {
        get
        {
            int index = Array.IndexOf(TokenFields.InOrder, field);
            return _values[index] is { } raw ? Uri.UnescapeDataString(raw) : null;
        }
    }

    /// <param name="query">The raw query, without <c>?</c>.</param>
    public static PresentedKey? TryParse(string query)
    {
        int mark = query.IndexOf(SignatureMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        string token = query[..mark];
        string rest = query[(mark + SignatureMark.Length)..];
        int end = rest.IndexOf('&', StringComparison.Ordinal);
        string signatureText = end < 0 ? rest : rest[..end];
        bool hasBareEnd = end >= 0 && end == rest.Length - 1; // An '&' that adds nothing would be a second text of the same key.
        return !hasBareEnd && TryReadSignature(signatureText) is { } signature && TryReadFields(token) is { } values
            ? new PresentedKey(token, values, signature, end < 0 ? "" : rest[(end + 1)..])
            : null;
    }

    private static byte[]? TryReadSignature(string text)
    {
        byte[] signature = new byte[SignatureBytes];
        // The decoder ignores stray bits and white space; only the one text that the signer writes will do.
        return text.Length == Base64Url.GetEncodedLength(SignatureBytes)
            && Base64Url.DecodeFromChars(text, signature, out _, out int written) == OperationStatus.Done // Its Try form throws on what is no base64.
            && written == SignatureBytes
            && Base64Url.EncodeToString(signature) == text
            ? signature
            : null;
    }

    private static string?[]? TryReadFields(string token)
    {
        string?[] values = new string?[TokenFields.InOrder.Length];
        int last = -1;
        foreach (string part in token.Split('&'))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            int index = equals < 0 ? -1 : Array.IndexOf(TokenFields.InOrder, part[..equals]);
            if (index <= last || !Ascii.IsValid(part))
            {
                return null;
            }

            values[index] = part[(equals + 1)..];
            last = index;
        }

        return TokenFields.Required.All(field => values[Array.IndexOf(TokenFields.InOrder, field)] is not null) ? values : null;
    }
}
