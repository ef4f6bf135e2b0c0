using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Sweeping;

/// <summary>Sweeps in the background, one instance at a time, by a lease in the ledger.</summary>
internal sealed class UploadSweeper(UploadSites sites, TimeProvider time) : BackgroundService
{
    // Orphans and old rows are rare, and listing a store costs.
    private static readonly TimeSpan ThoroughEvery = TimeSpan.FromHours(1);

    private readonly string _holder = RandomNumberGenerator.GetHexString(32, lowercase: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(sites.Names.Select(name => SweepAsync(name, stoppingToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that is disposed of without having been stopped would take it for a fault.
        }
    }

    private async Task SweepAsync(string name, CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        UploadServices uploads = sites.Get(name);
        UploadSite site = uploads.Site;
        using PeriodicTimer timer = new(site.Options.SweepEvery, time);
        DateTimeOffset thorough = DateTimeOffset.MinValue;
        do
        {
            try
            {
                if (await HasLeaseAsync(site, stopping).ConfigureAwait(false))
                {
                    await uploads.Sweep.SettleDueAsync(stopping).ConfigureAwait(false);
                    if (site.Now - thorough >= ThoroughEvery)
                    {
                        thorough = site.Now;
                        await uploads.Sweep.DeleteOrphansAsync(stopping).ConfigureAwait(false);
                        await site.Ledger.ForgetAsync(name, site.Now - site.Options.Retention, stopping).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                FlowLog.SweepFailed(site.Logger, fault, name);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
    }

    /// <summary>Two sweeps at once would only be in each other's way: what each settles it claims.</summary>
    private Task<bool> HasLeaseAsync(UploadSite site, CancellationToken cancellationToken) => site.Ledger.TryLeaseAsync(
        $"sweep {site.Name}", _holder, site.Now, site.Now + (site.Options.SweepEvery * 3), cancellationToken);
}
