using System.Text;

namespace ValetKey.Azure.Signing;

/// <summary>Times as <c>2026-03-01T09:55:00Z</c>, and in a query with <c>%3A</c> for each colon.</summary>
internal static class SasTime
{
    public const int Length = 20;

    public const int EncodedLength = 24;

    public static void Write(Span<byte> text, DateTimeOffset time)
    {
        (DateOnly date, TimeOnly clock) = time.UtcDateTime;
        (int year, int month, int day) = date;
        Digits(text, year / 100);
        Digits(text[2..], year % 100);
        text[4] = (byte)'-';
        Digits(text[5..], month);
        text[7] = (byte)'-';
        Digits(text[8..], day);
        text[10] = (byte)'T';
        Digits(text[11..], clock.Hour);
        text[13] = (byte)':';
        Digits(text[14..], clock.Minute);
        text[16] = (byte)':';
        Digits(text[17..], clock.Second);
        text[19] = (byte)'Z';
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

    private static void Digits(Span<byte> destination, int value)
    {
        destination[1] = (byte)('0' + (value % 10));
        destination[0] = (byte)('0' + (value / 10));
    }
}
