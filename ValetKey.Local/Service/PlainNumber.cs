using System.Globalization;

namespace ValetKey.Local.Service;

/// <summary>A number in a request: digits and nothing else. The framework overlooks NUL characters behind them.</summary>
internal static class PlainNumber
{
    public static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.All(char.IsAsciiDigit);
}
