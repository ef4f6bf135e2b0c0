using Microsoft.Extensions.Hosting;
using ValetKey.Local;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Opens every storage's root and key ring before anything else starts, so that a fault there shows before the first key.</summary>
internal sealed class LocalStorageStart(IServiceProvider services, IEnumerable<LocalStorageName> names) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (LocalStorageName storage in names)
        {
            services.GetRequiredKeyedService<LocalKeyRing>(storage.Name);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
