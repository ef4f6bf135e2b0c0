using ValetKey.Local.Storage;

namespace ValetKey.Local.Queues;

/// <summary>A message to be put into a queue.</summary>
internal sealed record SendRequest(string Queue, byte[] Content)
{
    public string? ContentType { get; init; }

    public required TimeSpan TimeToLive { get; init; }

    public SingleUse? SingleUse { get; init; }
}

/// <summary>What became of it.</summary>
internal sealed record SentMessage(Guid Id, DateTimeOffset Inserted, DateTimeOffset Expires);

/// <summary>Up to so many messages, hidden from others for so long.</summary>
internal sealed record ReceiveRequest(string Queue, int Count, TimeSpan HiddenFor)
{
    /// <summary>How often a message may be received before it moves to the poison queue; 0 sets no bound.</summary>
    public int MaximumReceives { get; init; }

    /// <summary>How long a message is kept that moves to the poison queue.</summary>
    public required TimeSpan PoisonTimeToLive { get; init; }
}

/// <summary>A received message, by its receipt.</summary>
internal sealed record HeldMessage(string Queue, Guid Id, Guid Receipt);

/// <summary>What is to become of a received message.</summary>
internal sealed record UpdateRequest(HeldMessage Message, TimeSpan HiddenFor)
{
    public string? ContentType { get; init; }

    /// <summary>The new content; null leaves content and type as they are.</summary>
    public byte[]? Content { get; init; }

    public SingleUse? SingleUse { get; init; }
}
