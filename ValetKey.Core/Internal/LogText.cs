using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ValetKey.Internal;

/// <summary>Text from outside, made harmless for a log: characters that start a new line or steer a terminal could forge an entry.</summary>
internal static class LogText
{
    private static readonly SearchValues<char> Harmful =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl), '\u2028', '\u2029']);

    public static bool IsHarmless(ReadOnlySpan<char> text) => !text.ContainsAny(Harmful);

    /// <summary>The text itself, or with harmful characters written as <c>\u000a</c>.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Harmless(string? text)
    {
        if (IsHarmless(text))
        {
            return text;
        }

        StringBuilder escaped = new();
        foreach (char character in text!)
        {
            _ = Harmful.Contains(character)
                ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : escaped.Append(character);
        }

        return escaped.ToString();
    }
}
