using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>A storage service to run a sample against.</summary>
internal interface ISampleStorage : IAsyncDisposable
{
    /// <summary>What the service is, for the reader.</summary>
    string Description { get; }

    /// <summary>The container (bucket) that the sample may fill.</summary>
    string Container { get; }

    /// <summary>Gets the service ready: an emulator is started, a cloud's container made sure of.</summary>
    Task StartAsync();

    /// <summary>Adds the provider's signer, as an application would.</summary>
    void Register(IValetKeyBuilder builder);
}
