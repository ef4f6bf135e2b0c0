namespace ValetKey.Local.Queues;

/// <summary>Where messages go that were received too often: named as the Azure Functions name it.</summary>
internal static class PoisonQueue
{
    private const string Ending = "-poison";
    private const int LongestName = 255;

    /// <summary>The poison queue of a queue; null for one that is one itself, and for a name that leaves no room, whose messages stay.</summary>
    public static string? Of(string queue) =>
        queue.EndsWith(Ending, StringComparison.Ordinal) || queue.Length + Ending.Length > LongestName ? null : queue + Ending;
}
