using System.Buffers.Text;
using System.Text;
using ValetKey.Local.Keys;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Writes a URL and its signature into one buffer, from left to right: one pass, one hash.</summary>
internal ref struct TokenWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer[Length..]);
        Length += bytes.Length;
    }

    public void Raw(char character) => _buffer[Length++] = (byte)character;

    public void Path(string path)
    {
        PercentEncoding.TryEncodePath(path, _buffer[Length..], out int written);
        Length += written;
    }

    public void Value(string value)
    {
        PercentEncoding.TryEncode(value, _buffer[Length..], out int written);
        Length += written;
    }

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer[Length..], out int written);
        Length += written;
    }

    public void Id(Guid id)
    {
        Utf8Formatter.TryFormat(id, _buffer[Length..], out int written, 'N');
        Length += written;
    }

    public void Letters(Permissions permissions) => Length += TokenFields.WriteLetters(permissions, _buffer[Length..]);

    public void Field(string name)
    {
        Raw('&');
        Length += Encoding.ASCII.GetBytes(name, _buffer[Length..]);
        Raw('=');
    }

    public void OptionalField(string name, string? value)
    {
        if (value is not null)
        {
            Field(name);
            Value(value);
        }
    }

    /// <summary>Signs what was written from <paramref name="start"/> on.</summary>
    public void Sign(int start, LocalSigningKey key)
    {
        Span<byte> hash = stackalloc byte[32];
        key.Hash.Hash(_buffer[start..Length], hash);
        Field(TokenFields.Signature);
        Length += Base64Url.EncodeToUtf8(hash, _buffer[Length..]);
    }
}
