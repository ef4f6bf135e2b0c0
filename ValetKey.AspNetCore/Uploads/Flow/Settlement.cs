using System.Diagnostics;
using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>
/// Settles uploads: looks whether one is there and whole, verifies, inspects, publishes, and tells the application, once. Any number may try at
/// once, at any number of instances; one has the claim, and another goes on where it broke off.
/// </summary>
internal sealed class Settlement(UploadSite site, Staging staging, Verification verification)
{
    private const int Attempts = 3;

    // A sweep looks again after half of an upload's age, within these. So it looks at each a few times, however many are under way.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Publishes or rejects an upload that is there and whole; leaves one that is not.</summary>
    /// <returns>The upload afterwards; null if there is none.</returns>
    public Task<UploadRecord?> CompleteAsync(string id, CancellationToken cancellationToken) => RunAsync(id, TryCompleteAsync, cancellationToken);

    /// <summary>Gives an upload up, whether it is there or not.</summary>
    public Task<UploadRecord?> AbandonAsync(string id, string reason, CancellationToken cancellationToken) =>
        RunAsync(id, (upload, claim) => GiveUpAsync(upload, claim, reason), cancellationToken);

    /// <summary>Completes what is there, and abandons what is not and has had its time.</summary>
    public Task<UploadRecord?> SweepAsync(string id, CancellationToken cancellationToken) => RunAsync(
        id,
        async (upload, claim) => await TryCompleteAsync(upload, claim).ConfigureAwait(false)
            ?? (upload.Expires <= site.Now ? await GiveUpAsync(upload, claim, "It did not come in time.").ConfigureAwait(false) : null),
        cancellationToken);

    private async Task<UploadRecord?> RunAsync(
        string id, Func<UploadRecord, ClaimKeeper, Task<UploadRecord?>> settle, CancellationToken cancellationToken)
    {
        string claim = RandomNumberGenerator.GetHexString(32, lowercase: true);
        DateTimeOffset now = site.Now;
        UploadRecord? upload = await site.Ledger.TryClaimAsync(id, claim, now, now + ClaimKeeper.Length, cancellationToken).ConfigureAwait(false);
        if (upload is null)
        {
            return await site.Ledger.FindAsync(id, cancellationToken).ConfigureAwait(false);
        }

        UploadRecord? settled = null;
        bool isOver = false;
        long start = site.Time.GetTimestamp();
        using Activity? activity = site.Metrics.Start(upload);
        ClaimKeeper keeper = new(site, id, claim, cancellationToken);
        await using (keeper.ConfigureAwait(false))
        {
            try
            {
                settled = await settle(upload, keeper).ConfigureAwait(false);
                isOver = true;
            }
            catch (OperationCanceledException) when (keeper.IsLost && !cancellationToken.IsCancellationRequested)
            {
                // Whoever has it now will settle it.
            }
            finally
            {
                if (settled is null)
                {
                    await ReleaseAsync(upload, claim).ConfigureAwait(false);
                }

                if (!isOver)
                {
                    site.Metrics.Failed(upload.Uploads);
                }
            }
        }

        if (settled is not null)
        {
            site.Metrics.Settled(settled, site.Time.GetElapsedTime(start));
            FlowLog.Settled(site.Logger, settled.Uploads, settled.Id, settled.State);
        }

        return settled ?? await site.Ledger.FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<UploadRecord?> TryCompleteAsync(UploadRecord upload, ClaimKeeper claim)
    {
        if (await FinishAsync(upload, claim).ConfigureAwait(false) is { } finished)
        {
            return finished;
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await staging.JoinAsync(upload, claim.Token).ConfigureAwait(false) is not { } content)
            {
                return null;
            }

            string? fault = await verification.FindFaultAsync(upload, content, claim.Token).ConfigureAwait(false)
                ?? (await InspectAsync(upload, content, claim.Token).ConfigureAwait(false)).Reason;
            if (fault is not null)
            {
                return await RejectAsync(upload, claim, fault).ConfigureAwait(false);
            }

            await claim.BeginPublishingAsync().ConfigureAwait(false);
            StorageResult result = await site.Operations.PublishAsync(
                content, upload.Object, UploadMark.Marked(upload.Plan.Properties, upload.Id), upload.Plan.Overwrite, claim.Token)
                .ConfigureAwait(false);
            if (result.Outcome == StorageOutcome.Completed)
            {
                return await PublishedAsync(upload, result.Object!, claim).ConfigureAwait(false);
            }

            if (await FindPublishedAsync(upload, claim.Token).ConfigureAwait(false) is { } published)
            {
                return await PublishedAsync(upload, published, claim).ConfigureAwait(false);
            }

            if (result.Outcome is StorageOutcome.ObjectExists or StorageOutcome.QuotaExceeded)
            {
                string reason = result.Outcome == StorageOutcome.ObjectExists ? "There is an object of this name already." : "The store is full.";
                return await RejectAsync(upload, claim, reason).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Does the rest of what somebody had decided before, and was broken off in.</summary>
    private async Task<UploadRecord?> FinishAsync(UploadRecord upload, ClaimKeeper claim) => upload.Reason is { } reason
        ? await RejectAsync(upload, claim, reason).ConfigureAwait(false)
        : upload.WasTried && await FindPublishedAsync(upload, claim.Token).ConfigureAwait(false) is { } published
            ? await PublishedAsync(upload, published, claim).ConfigureAwait(false)
            : null;

    private ValueTask<UploadVerdict> InspectAsync(UploadRecord upload, StorageObject content, CancellationToken cancellationToken) =>
        site.Handlers.AskAsync(handler => handler.InspectAsync(new StagedUpload(upload, content, site.Operations), cancellationToken));

    private async Task<StorageObject?> FindPublishedAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        StorageObject? found = await site.Operations.FindAsync(upload.Object.Container, upload.Object.Name, cancellationToken).ConfigureAwait(false);
        return UploadMark.IsOf(found, upload) ? found : null;
    }

    private async Task<UploadRecord?> PublishedAsync(UploadRecord upload, StorageObject content, ClaimKeeper claim)
    {
        // A copy whose source could not be deleted, or whose answer was lost.
        await staging.ClearAsync(upload, claim.Token).ConfigureAwait(false);
        return await SettleAsync(upload with { State = UploadState.Published }, content, claim).ConfigureAwait(false);
    }

    private async Task<UploadRecord?> RejectAsync(UploadRecord upload, ClaimKeeper claim, string reason)
    {
        await claim.BeginRejectingAsync(reason).ConfigureAwait(false);
        await staging.ClearAsync(upload, claim.Token).ConfigureAwait(false);
        return await SettleAsync(upload with { State = UploadState.Rejected, Reason = reason }, null, claim).ConfigureAwait(false);
    }

    private async Task<UploadRecord?> GiveUpAsync(UploadRecord upload, ClaimKeeper claim, string reason)
    {
        if (await FinishAsync(upload, claim).ConfigureAwait(false) is { } finished)
        {
            return finished;
        }

        await staging.ClearAsync(upload, claim.Token).ConfigureAwait(false);
        return await SettleAsync(upload with { State = UploadState.Abandoned, Reason = reason }, null, claim).ConfigureAwait(false);
    }

    private async Task<UploadRecord?> SettleAsync(UploadRecord upload, StorageObject? content, ClaimKeeper claim)
    {
        UploadRecord settled = upload with { Changed = site.Now };
        return await site.Ledger.TrySettleAsync(
            settled,
            claim.Claim,
            transaction => site.Handlers.TellAsync(new SettledUpload(settled, content, transaction), claim.Token),
            claim.Token).ConfigureAwait(false)
            ? settled
            : null;
    }

    /// <summary>For the next who tries. If that fails too, the claim runs out by itself.</summary>
    private async Task ReleaseAsync(UploadRecord upload, string claim)
    {
        DateTimeOffset now = site.Now;
        TimeSpan pause = TimeSpan.FromTicks(Math.Clamp((now - upload.Created).Ticks / 2, ShortestPause.Ticks, LongestPause.Ticks));
        DateTimeOffset lookAt = upload.Expires > now && upload.Expires < now + pause ? upload.Expires : now + pause;
        try
        {
            await site.Ledger.ReleaseAsync(upload.Id, claim, now, lookAt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            FlowLog.NotReleased(site.Logger, fault, upload.Uploads, upload.Id);
        }
    }
}
