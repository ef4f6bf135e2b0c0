using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ValetKey.Local.Service;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Operations;

/// <summary>Whether a storage can do its work. Its words name no path, no object and no key: what they say may be shown to anybody.</summary>
internal sealed class LocalStorageHealth(IServiceProvider services, string? name) : IHealthCheck
{
    // Below the least that uploads leave free they are refused; below four times that somebody should look.
    private const int Warning = 4;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        string storage = name ?? LocalStorageName.TheOnly(services);
        return Task.FromResult(Check(
            services.GetRequiredService<IOptionsMonitor<LocalStorageOptions>>().Get(storage),
            services.GetRequiredKeyedService<LocalKeyRing>(storage),
            services.GetRequiredKeyedService<LocalStorage>(storage).Store,
            context.Registration.FailureStatus));
    }

    private static string? Try(string failure, Action action, out Exception? fault)
    {
        fault = null;
        try
        {
            action();
            return null;
        }
        catch (Exception thrown) when (StorageFaults.RefusalOf(thrown, "") is not null)
        {
            fault = thrown;
            return failure;
        }
    }

    private static HealthCheckResult Check(LocalStorageOptions options, LocalKeyRing ring, ObjectStore store, HealthStatus failure)
    {
        Dictionary<string, object> data = [];
        long? free = StorageFaults.FreeBytes(options.RootPath);
        if (free is { } bytes)
        {
            data["freeBytes"] = bytes;
        }

        string? fault = Try("The root cannot be written to.", () => StorageRoot.CheckWritable(options.RootPath), out Exception? cause)
            ?? Try("The database does not answer.", () => store.IsUsed(Guid.Empty), out cause);
        return fault is not null ? new HealthCheckResult(failure, fault, cause, data)
            : free < options.Limits.MinimumFreeSpace
                ? new HealthCheckResult(failure, "The disk is full: uploads are refused.", data: data)
            : ring.FindFault() is not null
                ? HealthCheckResult.Degraded("The key ring cannot be read; the keys that were known before go on working.", data: data)
            : free < options.Limits.MinimumFreeSpace * Warning
                ? HealthCheckResult.Degraded("The disk is almost full.", data: data)
            : HealthCheckResult.Healthy("Root, database and key ring can be used.", data);
    }
}
