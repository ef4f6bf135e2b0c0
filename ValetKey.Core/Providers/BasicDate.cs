using System.Text;

namespace ValetKey.Providers;

/// <summary>Times as <c>20130524T000000Z</c>: UTC in the basic format of ISO 8601, which Amazon's and Google's signatures have.</summary>
internal static class BasicDate
{
    /// <summary>How many characters a time has.</summary>
    public const int Length = 16;

    /// <summary>How many characters at the start are the day.</summary>
    public const int DayLength = 8;

    /// <summary>Writes a time as ASCII bytes; fractions of a second are cut off.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <param name="time">The time, of any offset.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static void Write(Span<byte> destination, DateTimeOffset time)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException($"A time takes {Length} bytes, and there is room for {destination.Length}.", nameof(destination));
        }

        (DateOnly date, TimeOnly clock) = time.UtcDateTime;
        (int year, int month, int day) = date;
        Digits(destination, year / 100);
        Digits(destination[2..], year % 100);
        Digits(destination[4..], month);
        Digits(destination[6..], day);
        destination[8] = (byte)'T';
        Digits(destination[9..], clock.Hour);
        Digits(destination[11..], clock.Minute);
        Digits(destination[13..], clock.Second);
        destination[15] = (byte)'Z';
    }

    /// <summary>A time as text.</summary>
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
