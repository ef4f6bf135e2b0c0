using System.Text;
using System.Text.Json;

namespace ValetKey.Samples.Queues.Messages;

/// <summary>Local storage: JSON with base64.</summary>
internal sealed class LocalMessages : IMessageFormat
{
    public IReadOnlyList<Message> Read(string body)
    {
        using JsonDocument answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("messages").EnumerateArray().Select(message => new Message(
            message.GetProperty("id").GetString()!,
            message.TryGetProperty("receipt", out JsonElement receipt) ? receipt.GetString()! : "",
            Encoding.UTF8.GetString(message.GetProperty("content").GetBytesFromBase64())))];
    }
}
