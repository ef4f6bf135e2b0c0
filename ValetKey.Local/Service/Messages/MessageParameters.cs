using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ValetKey.Local.Service.Messages;

/// <summary>What a request about messages says behind the signature. What is unknown, there twice or out of its range is a fault.</summary>
internal sealed class MessageParameters
{
    public const int MostMessages = 32;
    public const int LongestVisibility = 7 * 24 * 60 * 60;

    private readonly Dictionary<string, StringValues> _values;

    private MessageParameters(Dictionary<string, StringValues> values) => _values = values;

    /// <summary>Whether it asks to look at messages, well or badly.</summary>
    public bool AsksToPeek => _values.ContainsKey(MessageNames.Peek);

    public static MessageParameters Parse(string added) => new(QueryHelpers.ParseQuery(added));

    /// <summary>Whether there are these parameters and perhaps some of those, each once and in its range.</summary>
    public bool Are(IReadOnlyList<string> required, params ReadOnlySpan<string> optional)
    {
        foreach ((string name, StringValues value) in _values)
        {
            if ((!required.Contains(name, StringComparer.Ordinal) && !optional.Contains(name)) || value.Count != 1 || !IsRead(name, value.ToString()))
            {
                return false;
            }
        }

        return required.All(_values.ContainsKey);
    }

    public int? Number(string name) => _values.TryGetValue(name, out StringValues value) ? ReadNumber(value.ToString()) : null;

    public Guid Receipt => Guid.ParseExact(_values[MessageNames.Receipt].ToString(), "N");

    private static bool IsRead(string name, string value) => name switch
    {
        MessageNames.Peek => value == "true",
        MessageNames.Count => ReadNumber(value) is >= 1 and <= MostMessages,
        MessageNames.Visibility => ReadNumber(value) is >= 0 and <= LongestVisibility,
        _ => Guid.TryParseExact(value, "N", out _),
    };

    private static int? ReadNumber(string text) => PlainNumber.TryRead(text, out int number) ? number : null;
}
