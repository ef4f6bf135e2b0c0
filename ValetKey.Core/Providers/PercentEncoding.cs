using System.Buffers;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// Percent-encoding by RFC 3986: the unreserved characters (letters, digits, <c>-._~</c>) stay, every other byte of the UTF-8 becomes
/// <c>%XX</c> in upper case. In a path the slash stays too. This is what AWS Signature Version 4 and Google's V4 signatures ask for.
/// </summary>
public static class PercentEncoding
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>The most bytes or characters that the encoding of <paramref name="charCount"/> characters can take.</summary>
    public static int GetMaximumLength(int charCount) => checked(charCount * 9);

    /// <summary>
    /// The most bytes that the encoding of this text can take, nothing of null. Of ASCII that is a third of what its length alone tells.
    /// </summary>
    public static int GetMaximumLength(string? text) => text is null ? 0 : 3 * Encoding.UTF8.GetByteCount(text);

    /// <summary>Encodes a value, slashes too, such as one in a query.</summary>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static string Encode(string value) => Encode(value, Unreserved);

    /// <summary>Encodes a path, whose slashes stay.</summary>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static string EncodePath(string path) => Encode(path, UnreservedAndSlash);

    /// <summary>Encodes a value, slashes too, as ASCII bytes.</summary>
    /// <returns>Whether it fitted.</returns>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static bool TryEncode(ReadOnlySpan<char> value, Span<byte> destination, out int bytesWritten) =>
        TryEncode(value, destination, Unreserved, out bytesWritten);

    /// <summary>Encodes a path, whose slashes stay, as ASCII bytes.</summary>
    /// <returns>Whether it fitted.</returns>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static bool TryEncodePath(ReadOnlySpan<char> path, Span<byte> destination, out int bytesWritten) =>
        TryEncode(path, destination, UnreservedAndSlash, out bytesWritten);

    private static string Encode(string text, SearchValues<char> kept)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExcept(kept))
        {
            return text;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(GetMaximumLength(text.Length));
        try
        {
            TryEncode(text, buffer, kept, out int written);
            return Encoding.ASCII.GetString(buffer, 0, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryEncode(ReadOnlySpan<char> text, Span<byte> destination, SearchValues<char> kept, out int bytesWritten)
    {
        bytesWritten = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyExcept(kept) is var index and >= 0 ? index : text.Length;
            if (plain > 0)
            {
                if (Ascii.FromUtf16(text[..plain], destination[bytesWritten..], out int copied) != OperationStatus.Done)
                {
                    return false;
                }

                bytesWritten += copied;
                text = text[plain..];
            }
            else if (!TryEncodeFirst(ref text, destination, ref bytesWritten))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Encodes the first character, and takes it off the text.</summary>
    private static bool TryEncodeFirst(ref ReadOnlySpan<char> text, Span<byte> destination, ref int bytesWritten)
    {
        if (Rune.DecodeFromUtf16(text, out Rune character, out int consumed) != OperationStatus.Done)
        {
            throw new ArgumentException("The text has a lone surrogate, which has no UTF-8.", nameof(text));
        }

        Span<byte> rune = stackalloc byte[4];
        int length = character.EncodeToUtf8(rune);
        if (destination.Length - bytesWritten < length * 3)
        {
            return false;
        }

        foreach (byte part in rune[..length])
        {
            destination[bytesWritten++] = (byte)'%';
            destination[bytesWritten++] = HexDigit(part >> 4);
            destination[bytesWritten++] = HexDigit(part & 0xF);
        }

        text = text[consumed..];
        return true;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
