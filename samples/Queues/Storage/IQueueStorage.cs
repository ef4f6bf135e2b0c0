using Microsoft.Extensions.DependencyInjection;
using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Queues.Storage;

/// <summary>A service that has queues.</summary>
internal interface IQueueStorage : IAsyncDisposable
{
    /// <summary>What <c>--provider</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it is, for the reader.</summary>
    string Description { get; }

    /// <summary>The queue that the sample may use.</summary>
    string Queue { get; }

    IMessageFormat Messages { get; }

    /// <summary>Gets the service and the queue ready.</summary>
    Task StartAsync();

    /// <summary>Adds the provider's signer, as an application would.</summary>
    void Register(IValetKeyBuilder builder);
}
