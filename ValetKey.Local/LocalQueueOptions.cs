namespace ValetKey.Local;

/// <summary>How the queues of a local storage service behave. They hold for all of its queues.</summary>
public sealed class LocalQueueOptions
{
    /// <summary>The most bytes that the content of a message may have, 1 to 1,048,576. A larger one is refused.</summary>
    /// <value>Default: 65,536.</value>
    public int MaximumMessageBytes { get; set; } = 65_536;

    /// <summary>How long a message that was received is hidden from others, where its receiver does not say; 1 second to 7 days.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message is kept, 1 second to 3,650 days. Then it is gone, whether somebody has received it or not.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How often a message is received, 1 to 1,000. Who comes then does not get it: it moves to the queue of the same name with <c>-poison</c> behind
    /// it, so that a message which no receiver can handle is not tried for ever. 0 lets it be received without end.
    /// </summary>
    /// <value>Default: 5.</value>
    public int MaximumReceives { get; set; } = 5;
}
