using System.Globalization;
using System.Text;

namespace ValetKey.Azure.Signing;

/// <summary>Times as <c>2026-03-01T09:55:00Z</c>, and in a query with <c>%3A</c> for each colon.</summary>
internal static class SasTime
{
    public const int Length = 20;

    public const int EncodedLength = 24;

    public static void Write(Span<byte> text, DateTimeOffset time)
    {
        time.UtcDateTime.TryFormat(text, out _, "s", CultureInfo.InvariantCulture);
        text[Length - 1] = (byte)'Z';
    }

    /// <summary>Writes the time <paramref name="text"/> once more, as it stands in a query.</summary>
    public static void Encode(ReadOnlySpan<byte> text, Span<byte> encoded)
    {
        text[..13].CopyTo(encoded);
        "%3A"u8.CopyTo(encoded[13..]);
        text[14..16].CopyTo(encoded[16..]);
        "%3A"u8.CopyTo(encoded[18..]);
        text[17..].CopyTo(encoded[21..]);
    }

    public static string Format(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(text, time);
        return Encoding.ASCII.GetString(text);
    }
}
