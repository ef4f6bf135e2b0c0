using Microsoft.Extensions.Hosting;
using ValetKey.AspNetCore.Flow;
using ValetKey.AspNetCore.Ledger;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>Lets every fault of the set-up show at start: a missing issuer, a ledger that does not open.</summary>
internal sealed class UploadStart(UploadSites sites, LedgerDatabase ledger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (string name in sites.Names)
        {
            _ = sites.Get(name);
        }

        await ledger.ReadAsync(static _ => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
