using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ValetKey.AspNetCore.Sweeping;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of uploads.</summary>
public static class UploadsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that the ledger of uploads answers, and that what is due is settled: degraded if something has been due for 15 minutes.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What it reports when the ledger does not answer; unhealthy if null.</param>
    /// <param name="tags">Tags to choose it by.</param>
    public static IHealthChecksBuilder AddUploads(
        this IHealthChecksBuilder builder, string name = "valetkey-uploads", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<UploadHealth>();
        return builder.Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<UploadHealth>(), failureStatus, tags));
    }
}
