using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Sweeping;

/// <summary>One round over what was left: completes what is whole, abandons what had its time, and deletes what nobody names.</summary>
internal sealed class UploadSweep(UploadSite site, Settlement settlement)
{
    private const int BatchLength = 100;
    private const int AtOnce = 8;

    /// <summary>
    /// Settles what is due. An upload that fails holds up no other.
    /// </summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> SettleDueAsync(CancellationToken cancellationToken)
    {
        int total = 0;
        for (List<UploadRecord> due = await ListAsync().ConfigureAwait(false); due.Count > 0; due = await ListAsync().ConfigureAwait(false))
        {
            int failed = 0;
            total += due.Count;
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (upload, cancellation) =>
                {
                    if (!await TrySettleAsync(upload, cancellation).ConfigureAwait(false))
                    {
                        Interlocked.Increment(ref failed);
                    }
                }).ConfigureAwait(false);

            // What could not even be claimed would be listed again at once.
            if (due.Count < BatchLength || failed == due.Count)
            {
                break;
            }
        }

        return total;

        Task<List<UploadRecord>> ListAsync() => site.Ledger.ListDueAsync(site.Name, site.Now, BatchLength, cancellationToken);
    }

    /// <summary>
    /// Deletes what is staged and belongs to no upload that is under way. What the ledger does not know at all, another application may have staged,
    /// so it is left alone until an upload would be over twice.
    /// </summary>
    /// <returns>How much was deleted.</returns>
    public async Task<int> DeleteOrphansAsync(CancellationToken cancellationToken)
    {
        int deleted = 0;
        List<string> containers = await site.Ledger.ListStagingAsync(site.Name, cancellationToken).ConfigureAwait(false);
        foreach (string container in containers.Append(site.Options.StagingContainer).OfType<string>().Distinct())
        {
            await foreach (StagedItem item in site.Operations.ListStagedAsync(container, site.Options.StagingPrefix, cancellationToken)
                .ConfigureAwait(false))
            {
                if (await IsOrphanAsync(item, cancellationToken).ConfigureAwait(false)
                    && await TryDeleteAsync(item, cancellationToken).ConfigureAwait(false))
                {
                    deleted++;
                }
            }
        }

        if (deleted > 0)
        {
            site.Metrics.OrphansDeleted(site.Name, deleted);
            FlowLog.OrphansDeleted(site.Logger, site.Name, deleted);
        }

        return deleted;
    }

    private async Task<bool> TrySettleAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        try
        {
            await settlement.SweepAsync(upload.Id, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            FlowLog.Failed(site.Logger, fault, site.Name, upload.Id);
            return false;
        }
    }

    /// <summary>
    /// What a client with other means has put there under a name that the store's provider does not take stays, and holds up nothing.
    /// </summary>
    private async Task<bool> TryDeleteAsync(StagedItem item, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(item, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private ValueTask DeleteAsync(StagedItem item, CancellationToken cancellationToken) => item.Upload is { } parts
        ? site.Operations.AbortPartsAsync(parts, cancellationToken)
        : site.Operations.DeleteAsync(item.Container, item.Name, cancellationToken);

    private async Task<bool> IsOrphanAsync(StagedItem item, CancellationToken cancellationToken)
    {
        string id = item.Name[site.Options.StagingPrefix.Length..];
        return await site.Ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } upload
            ? upload.IsSettled || (item.Upload is { } parts && upload.PartUploadId is { } ours && parts.Id != ours)
            : item.LastModified < site.Now - (site.Options.UploadLifetime * 2);
    }
}
