using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Times as <c>20130524T000000Z</c>, ISO 8601 basic format.</summary>
internal static class AmzDate
{
    public const int Length = 16;

    public static void Write(ref AsciiWriter writer, DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        Span<byte> text = writer.Reserve(Length);
        Digits(text, 4, utc.Year);
        Digits(text[4..], 2, utc.Month);
        Digits(text[6..], 2, utc.Day);
        text[8] = (byte)'T';
        Digits(text[9..], 2, utc.Hour);
        Digits(text[11..], 2, utc.Minute);
        Digits(text[13..], 2, utc.Second);
        text[15] = (byte)'Z';
    }

    public static string Format(DateTimeOffset time)
    {
        AsciiWriter writer = new(stackalloc byte[Length]);
        Write(ref writer, time);
        return System.Text.Encoding.ASCII.GetString(writer.Written);
    }

    private static void Digits(Span<byte> destination, int count, int value)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
