namespace ValetKey.Samples.Queues.Messages;

/// <summary>How a service writes the messages that it answers with. Those that are sent, the key writes as its service takes them.</summary>
internal interface IMessageFormat
{
    /// <summary>The messages in an answer.</summary>
    IReadOnlyList<Message> Read(string body);
}
