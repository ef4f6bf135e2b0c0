using System.Text;

namespace ValetKey.Tests.Local.Queues.Support;

/// <summary>A message as a client reads it.</summary>
internal sealed record Received(
    string Id, string? Receipt, string? ContentType, byte[] Content, DateTimeOffset Inserted, DateTimeOffset Expires, DateTimeOffset? NextVisible,
    int Receives)
{
    public string Text => Encoding.UTF8.GetString(Content);
}
