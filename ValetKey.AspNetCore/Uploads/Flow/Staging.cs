using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>What an upload has in staging: looked at, joined, and cleared away.</summary>
internal sealed class Staging(UploadSite site)
{
    private const int Attempts = 3;

    /// <summary>What the store has of an upload: parts, or the whole as part 1.</summary>
    public async Task<IReadOnlyList<UploadedPart>> ListAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.PartUpload is { } parts
            && await site.Operations.ListPartsAsync(parts, cancellationToken).ConfigureAwait(false) is { Count: > 0 } listed)
        {
            return listed;
        }

        return await FindAsync(upload, cancellationToken).ConfigureAwait(false) is not { } whole ? []
            : upload.Plan.HasParts
                ? [.. Enumerable.Range(1, upload.Plan.PartCountOf(upload.Length))
                    .Select(number => new UploadedPart(number, upload.Plan.LengthOf(number, upload.Length), whole.Revision))]
            : [new UploadedPart(1, whole.Length, whole.Revision)];
    }

    /// <summary>The upload as one object, joined if need be; null while something of it is missing.</summary>
    public async Task<StorageObject?> JoinAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.Plan.HasParts && upload.PartUpload is null)
        {
            return null;
        }

        for (int attempt = 0; upload.PartUpload is { } parts && attempt < Attempts; attempt++)
        {
            IReadOnlyList<UploadedPart> listed = await site.Operations.ListPartsAsync(parts, cancellationToken).ConfigureAwait(false) ?? [];
            if (listed.Count == 0)
            {
                break; // Nothing came, or it was joined before.
            }

            if (MissingOf(upload, listed).Count > 0)
            {
                return null;
            }

            StorageResult joined = await site.Operations.CompletePartsAsync(
                parts, [.. listed.Take(upload.Plan.PartCountOf(upload.Length))], cancellationToken).ConfigureAwait(false);
            if (joined.Outcome == StorageOutcome.Completed)
            {
                return joined.Object;
            }
        }

        return await FindAsync(upload, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The numbers of parts that are not there as they were planned.</summary>
    public static IReadOnlyList<int> MissingOf(UploadRecord upload, IReadOnlyList<UploadedPart> listed)
    {
        Dictionary<int, long> lengths = listed.ToDictionary(part => part.Number, part => part.Length);
        return
        [
            .. Enumerable.Range(1, upload.Plan.PartCountOf(upload.Length))
                .Where(number => lengths.GetValueOrDefault(number, -1) != upload.Plan.LengthOf(number, upload.Length)),
        ];
    }

    public async Task ClearAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.PartUpload is { } parts)
        {
            await site.Operations.AbortPartsAsync(parts, cancellationToken).ConfigureAwait(false);
        }

        await site.Operations.DeleteAsync(upload.Plan.StagingContainer, upload.Plan.StagingName, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<StorageObject?> FindAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        site.Operations.FindAsync(upload.Plan.StagingContainer, upload.Plan.StagingName, cancellationToken);
}
