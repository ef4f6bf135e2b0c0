using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ValetKey.Internal;

namespace ValetKey.Providers;

/// <summary>
/// Writes URLs and texts to sign into one buffer, from left to right, without allocating. The buffer must be large enough: measure with
/// <see cref="PercentEncoding.GetMaximumLength(int)"/> before. What is written raw must be ASCII: another character, cut to a byte, would be signed
/// as one that nobody wrote.
/// </summary>
/// <param name="buffer">Where to write; what does not fit throws <see cref="ArgumentException"/>.</param>
[Experimental(ExperimentalIds.Plumbing)]
public ref struct AsciiWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>What was written from <paramref name="start"/> on.</summary>
    public readonly ReadOnlySpan<byte> WrittenFrom(int start) => _buffer[start..Length];

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Writes an ASCII text as it is.</summary>
    /// <exception cref="ArgumentException">The text has a character outside ASCII, or does not fit.</exception>
    public void Raw(scoped ReadOnlySpan<char> text)
    {
        OperationStatus status = Ascii.FromUtf16(text, _buffer[Length..], out int written);
        ThrowIfForeign(status == OperationStatus.InvalidData);
        ThrowIfFull(status == OperationStatus.Done);
        Length += written;
    }

    /// <summary>Writes an ASCII character.</summary>
    /// <exception cref="ArgumentException">The character is outside ASCII, or does not fit.</exception>
    public void Raw(char character)
    {
        ThrowIfForeign(!char.IsAscii(character));
        ThrowIfFull(Length < _buffer.Length);
        _buffer[Length++] = (byte)character;
    }

    /// <summary>Writes text as UTF-8.</summary>
    public void Utf8(string text) => Length += Encoding.UTF8.GetBytes(text, _buffer[Length..]);

    /// <summary>Writes a percent-encoded path, whose slashes stay.</summary>
    public void Path(string path)
    {
        ThrowIfFull(PercentEncoding.TryEncodePath(path, _buffer[Length..], out int written));
        Length += written;
    }

    /// <summary>Writes a percent-encoded value, slashes too.</summary>
    public void Value(string value)
    {
        ThrowIfFull(PercentEncoding.TryEncode(value, _buffer[Length..], out int written));
        Length += written;
    }

    /// <summary>Writes a number in decimal.</summary>
    public void Number(long number)
    {
        ThrowIfFull(Utf8Formatter.TryFormat(number, _buffer[Length..], out int written));
        Length += written;
    }

    /// <summary>Writes bytes as lower-case hexadecimal digits.</summary>
    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        ThrowIfFull(Convert.TryToHexStringLower(bytes, _buffer[Length..], out int written));
        Length += written;
    }

    /// <summary>Makes room for <paramref name="count"/> bytes that the caller fills.</summary>
    public Span<byte> Reserve(int count)
    {
        Span<byte> room = _buffer.Slice(Length, count);
        Length += count;
        return room;
    }

    /// <summary>An ASCII text as bytes.</summary>
    /// <exception cref="ArgumentException">The text has a character outside ASCII.</exception>
    internal static byte[] ToBytes(string text)
    {
        byte[] bytes = new byte[text.Length];
        new AsciiWriter(bytes).Raw(text);
        return bytes;
    }

    /// <summary>The text itself stays out of the message: it may be a part of a key.</summary>
    private static void ThrowIfForeign(bool isForeign)
    {
        if (isForeign)
        {
            throw new ArgumentException("A character is outside ASCII, where a URL or a text to sign takes ASCII alone.");
        }
    }

    private static void ThrowIfFull(bool fitted)
    {
        if (!fitted)
        {
            throw new ArgumentException("The buffer is too small for what is to be written.");
        }
    }
}
