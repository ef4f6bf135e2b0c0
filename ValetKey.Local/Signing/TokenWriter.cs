using System.Buffers.Text;
using ValetKey.Local.Keys;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Writes the parts of a token.</summary>
internal static class TokenWriter
{
    private const int LongestLetters = 16;

    public static void Id(ref AsciiWriter writer, Guid id)
    {
        Span<byte> digits = stackalloc byte[32];
        Utf8Formatter.TryFormat(id, digits, out _, 'N');
        writer.Raw(digits);
    }

    public static void Letters(ref AsciiWriter writer, Permissions permissions)
    {
        Span<byte> letters = stackalloc byte[LongestLetters];
        writer.Raw(letters[..TokenFields.WriteLetters(permissions, letters)]);
    }

    public static void Field(ref AsciiWriter writer, string name)
    {
        writer.Raw('&');
        writer.Raw(name);
        writer.Raw('=');
    }

    public static void OptionalField(ref AsciiWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            Field(ref writer, name);
            writer.Value(value);
        }
    }

    /// <summary>Signs what was written from <paramref name="start"/> on.</summary>
    public static void Sign(ref AsciiWriter writer, int start, LocalSigningKey key)
    {
        Span<byte> hash = stackalloc byte[32];
        key.Hash.Hash(writer.WrittenFrom(start), hash);
        Field(ref writer, TokenFields.Signature);
        Base64Url.EncodeToUtf8(hash, writer.Reserve(Base64Url.GetEncodedLength(hash.Length)));
    }
}
