namespace ValetKey.Samples.Queues.Messages;

/// <summary>How a service writes messages. The requests are the key's; what they carry is the service's own.</summary>
internal interface IMessageFormat
{
    /// <summary>The body with which a message is sent.</summary>
    HttpContent Write(string text);

    /// <summary>The messages in an answer.</summary>
    IReadOnlyList<Message> Read(string body);
}
