using Microsoft.Extensions.Diagnostics.HealthChecks;
using ValetKey.AspNetCore.Flow;
using ValetKey.AspNetCore.Ledger;

namespace ValetKey.AspNetCore.Sweeping;

/// <summary>Whether the ledger answers, and whether somebody sweeps. Its words name no upload and no user.</summary>
internal sealed class UploadHealth(UploadSites sites, LedgerChanges ledger) : IHealthCheck
{
    // What is due is settled within a sweep or two, unless nobody sweeps or the store does not answer.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            foreach (string name in sites.Names)
            {
                UploadSite site = sites.Get(name).Site;
                if ((await ledger.ListDueAsync(name, site.Now - Late, 1, cancellationToken).ConfigureAwait(false)).Count > 0)
                {
                    return HealthCheckResult.Degraded($"Uploads of '{name}' have been due to be settled for {Late.TotalMinutes} minutes.");
                }
            }

            return HealthCheckResult.Healthy("The ledger of uploads answers, and what is due is settled.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The ledger of uploads does not answer.", fault);
        }
    }
}
