using System.Text;

namespace ValetKey.Aws.Signing;

/// <summary>Times as <c>20130524T000000Z</c>, ISO 8601 basic format.</summary>
internal static class AmzDate
{
    public const int Length = 16;

    public static void Write(Span<byte> text, DateTimeOffset time)
    {
        (DateOnly date, TimeOnly clock) = time.UtcDateTime;
        (int year, int month, int day) = date;
        Digits(text, year / 100);
        Digits(text[2..], year % 100);
        Digits(text[4..], month);
        Digits(text[6..], day);
        text[8] = (byte)'T';
        Digits(text[9..], clock.Hour);
        Digits(text[11..], clock.Minute);
        Digits(text[13..], clock.Second);
        text[15] = (byte)'Z';
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
