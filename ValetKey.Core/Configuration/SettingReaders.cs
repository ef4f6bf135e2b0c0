using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Configuration;

/// <summary>Reads one value; says what is wrong with it as the rest of a sentence that begins with its path.</summary>
internal delegate string? SettingReader<T>(string? text, out T value);

/// <summary>How each kind of setting is written in a configuration.</summary>
internal static class SettingReaders
{
    public static string? Text(string? text, out string value)
    {
        value = text ?? "";
        return text is null ? " has no value." : null;
    }

    public static string? Duration(string? text, out TimeSpan value)
    {
        value = default;
        bool isSpan = text?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
        return FaultOf(isSpan, text, "a time span such as 00:15:00");
    }

    public static string? Flag(string? text, out bool value) => FaultOf(bool.TryParse(text, out value), text, "true or false");

    public static string? Number(string? text, out int value) =>
        FaultOf(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value), text, "a whole number");

    public static string? Size(string? text, out long value) =>
        FaultOf(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value), text, "a whole number of bytes");

    /// <summary>Names only: what a number means is nowhere to be read.</summary>
    public static string? Choice<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        bool isNamed = text?.Split(',').All(name => name.Trim() is [char first, ..] && char.IsAsciiLetter(first)) == true
            && Enum.TryParse(text, ignoreCase: true, out value);
        return FaultOf(isNamed, text, $"of {string.Join(", ", Enum.GetNames<TEnum>())}");
    }

    public static string? Url(string? text, out Uri value)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? url);
        value = url!;
        return FaultOf(isUrl, EndpointUrl.Redact(text ?? ""), "an absolute URL");
    }

    public static string? Scope(string? text, out KeyScope value)
    {
        try
        {
            value = KeyScope.Parse(text ?? "", CultureInfo.InvariantCulture);
            return null;
        }
        catch (FormatException fault)
        {
            value = null!;
            return $": {fault.Message}";
        }
    }

    private static string? FaultOf(bool isValid, string? text, string wanted) => isValid ? null : $" is '{text}'; it must be {wanted}.";
}
