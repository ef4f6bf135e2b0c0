using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace ValetKey.Internal;

/// <summary>Writes messages as the service takes them. This file is compiled into ValetKey.Client too, which refers to nothing of ours.</summary>
internal static class MessageText
{
    public const string Placeholder = "{text}";

    private const string Xml = "xml";
    private const string Json = "json";
    private const string Base64 = "base64";

    /// <summary>Whether it has one place for the text, and says what it is. Asked for each key, so it allocates nothing.</summary>
    public static bool IsFormat(string? template, string? contentType) =>
        template?.IndexOf(Placeholder, StringComparison.Ordinal) is >= 0 and { } place
        && place == template.LastIndexOf(Placeholder, StringComparison.Ordinal)
        && contentType?.Contains('/', StringComparison.Ordinal) == true
        && !contentType.AsSpan().ContainsAnyExceptInRange(' ', '~');

    public static bool IsEscape(string? escape) => escape is Xml or Json or Base64;

    /// <summary>A message that is the body itself.</summary>
    /// <exception cref="ArgumentException">It is no text.</exception>
    public static HttpContent ToContent(string text)
    {
        Check(text, isXml: false);
        return new StringContent(text);
    }

    /// <summary>A message in the place that a format has for it.</summary>
    /// <exception cref="ArgumentException">The text has a character that the body cannot carry, or the format is none.</exception>
    public static HttpContent ToContent(string text, string template, string? escape, string contentType)
    {
        if (!IsFormat(template, contentType) || !IsEscape(escape))
        {
            throw new ArgumentException(
                $"The key's messages have no format with one {Placeholder}, a known escape and a media type.", nameof(template));
        }

        Check(text, isXml: escape == Xml);
        string escaped = escape switch
        {
            Xml => SecurityElement.Escape(text).Replace("\r", "&#xD;", StringComparison.Ordinal),
            Json => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
            _ => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        };
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(template.Replace(Placeholder, escaped, StringComparison.Ordinal)));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static void Check(string text, bool isXml)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (isXml && !IsXml(text[i])))
            {
                throw new ArgumentException(
                    $"The message has U+{(int)text[i]:X4} at {i}, which {(char.IsSurrogate(text[i]) ? "is half a character" : "XML cannot carry")}. "
                        + "Encode it in a way that its receiver knows, such as base64.",
                    nameof(text));
            }
        }
    }

    /// <summary>XML 1.0, production 2 (Char), for what is no surrogate.</summary>
    private static bool IsXml(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and not '\uFFFE' and not '\uFFFF');
}
