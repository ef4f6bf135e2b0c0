using System.Xml.Linq;

namespace ValetKey.Samples.Queues.Messages;

/// <summary>Azure Queue Storage: XML ("Get Messages", Queue service REST API).</summary>
internal sealed class AzureMessages : IMessageFormat
{
    public IReadOnlyList<Message> Read(string body) =>
    [
        .. XDocument.Parse(body.TrimStart('\uFEFF')).Descendants("QueueMessage").Select(message => new Message(
            message.Element("MessageId")!.Value, message.Element("PopReceipt")?.Value ?? "", message.Element("MessageText")!.Value)),
    ];
}
