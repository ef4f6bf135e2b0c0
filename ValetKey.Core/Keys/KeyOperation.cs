using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>What one operation under a <see cref="SignedQuery"/> needs beside the token.</summary>
public sealed record KeyOperation
{
    /// <summary>Stands in <see cref="Path"/> or <see cref="Query"/> for the escaped name of the object.</summary>
    public const string NamePlaceholder = "{name}";

    /// <summary>Stands for the escaped id of a queue's message that was received.</summary>
    public const string MessageIdPlaceholder = "{messageId}";

    /// <summary>Stands for the escaped receipt that came with the message.</summary>
    public const string ReceiptPlaceholder = "{receipt}";

    /// <summary>Stands for how long the message is to stay hidden, in whole seconds.</summary>
    public const string VisibilityTimeoutPlaceholder = "{visibilityTimeout}";

    /// <summary>The HTTP method.</summary>
    [JsonConverter(typeof(HttpMethodJsonConverter))]
    public required HttpMethod Method { get; init; }

    /// <summary>What follows the base URL, such as <c>/{name}</c>. In a path the slashes of the name stay as they are.</summary>
    /// <value>Default: empty.</value>
    public string Path { get; init; } = "";

    /// <summary>What follows the token, such as <c>restype=container&amp;comp=list</c>.</summary>
    /// <value>Default: empty.</value>
    public string Query { get; init; } = "";

    /// <summary>Every header that the client has to send.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What completes the operation later: for <see cref="Permissions.Receive"/> the deletion of a message that was handled.</summary>
    /// <value>Default: null; nothing does.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // With a host's own options too.
    public KeyOperation? Acknowledge { get; init; }
}
