using Microsoft.Extensions.Diagnostics.HealthChecks;
using ValetKey.Local;
using ValetKey.Local.Operations;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of local storage.</summary>
public static class LocalStorageHealthChecksBuilderExtensions
{
    /// <summary>
    /// Checks that a local storage can do its work: the root can be written to, the database answers, the key ring can be read, and the disk has room
    /// (<see cref="LocalLimitOptions.MinimumFreeSpace"/>). Each check writes an empty file and deletes it.
    /// </summary>
    /// <remarks>
    /// Degraded means that it works and somebody should look: a key ring that cannot be read, or less than four times the least free space. The words
    /// name no path, no object and no key.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">Which storage; null when there is only one. The check is called <c>valetkey</c>, or <c>valetkey-</c> and this name.</param>
    /// <param name="failureStatus">What is told when it cannot do its work; <see cref="HealthStatus.Unhealthy"/> if null.</param>
    /// <param name="tags">Tags to filter checks by; none if null.</param>
    public static IHealthChecksBuilder AddValetKeyLocalStorage(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name is null ? "valetkey" : $"valetkey-{name}",
            services => new LocalStorageHealth(services, name),
            failureStatus,
            tags));
    }
}
