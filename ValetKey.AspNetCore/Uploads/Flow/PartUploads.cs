using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Begins uploads in parts at the store, once each, when the first key is asked for.</summary>
internal sealed class PartUploads(UploadSite site)
{
    /// <returns>The upload with its parts begun; as it is where it came in one piece, or is not open any more.</returns>
    public async Task<UploadRecord> BeginAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (!upload.Plan.HasParts || upload.PartUploadId is not null || upload.State is not (UploadState.Offered or UploadState.Uploading))
        {
            return upload;
        }

        PartUpload begun = await site.Operations.BeginPartsAsync(
            upload.Plan.StagingContainer, upload.Plan.StagingName, cancellationToken).ConfigureAwait(false);
        if (await site.Ledger.TrySetPartUploadAsync(upload.Id, begun.Id, site.Now, cancellationToken).ConfigureAwait(false))
        {
            return upload with { PartUploadId = begun.Id, State = UploadState.Uploading };
        }

        // Somebody else was first, or settles it.
        await site.Operations.AbortPartsAsync(begun, cancellationToken).ConfigureAwait(false);
        return await site.Ledger.FindAsync(upload.Id, cancellationToken).ConfigureAwait(false) ?? upload;
    }
}
