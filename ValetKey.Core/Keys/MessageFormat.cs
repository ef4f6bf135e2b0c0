using System.Text.Json;
using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;

namespace ValetKey;

/// <summary>How a service takes a message: what stands around its text in the body of a request.</summary>
/// <remarks>A service that has none takes the text itself.</remarks>
public sealed record MessageFormat : IJsonOnDeserialized
{
    /// <summary>Stands in <see cref="Template"/> for the escaped text.</summary>
    public const string TextPlaceholder = MessageText.Placeholder;

    /// <summary>The body, in UTF-8, with <see cref="TextPlaceholder"/> once in it, such as <c>{"MessageBody":"{text}"}</c>.</summary>
    public required string Template { get; init; }

    /// <summary>How the text is written there.</summary>
    [JsonConverter(typeof(MessageEscapeJsonConverter))]
    public required MessageEscape Escape { get; init; }

    /// <summary>The body's media type, such as <c>application/json</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Whether every message can be written by it that its escape has a place for.</summary>
    internal bool IsWhole => Enum.IsDefined(Escape) && MessageText.IsFormat(Template, ContentType);

    /// <exception cref="ArgumentException">The text has a character that the body cannot carry.</exception>
    internal static HttpContent Write(MessageFormat? format, string text) => format is null
        ? MessageText.ToContent(text)
        : MessageText.ToContent(text, format.Template, EnumNames<MessageEscape>.Of(format.Escape), format.ContentType);

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (!IsWhole)
        {
            throw new JsonException($"A message's format has a template with {TextPlaceholder} once in it, and a media type.");
        }
    }
}
