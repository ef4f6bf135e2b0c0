namespace ValetKey.Samples.Queues.Storage;

/// <summary>The services that <c>--provider</c> knows.</summary>
internal static class QueueStorage
{
    public static IQueueStorage? Find(string name) => name switch
    {
        "local" => new LocalQueues(),
        "azure" => new AzureQueues(),
        _ => null,
    };
}
