namespace ValetKey.Local.Service.Messages;

/// <summary>The words in the URLs of messages. The query parameters follow the signature.</summary>
internal static class MessageNames
{
    /// <summary>What follows the queue in the path.</summary>
    public const string Messages = "messages";

    /// <summary><c>true</c>: looks at messages and leaves them where they are.</summary>
    public const string Peek = "peek";

    /// <summary>How many messages, at most.</summary>
    public const string Count = "count";

    /// <summary>How long a message is hidden from others, in seconds.</summary>
    public const string Visibility = "visibility";

    /// <summary>The receipt that came with a message.</summary>
    public const string Receipt = "receipt";
}
