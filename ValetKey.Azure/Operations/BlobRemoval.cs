using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ValetKey.Azure.Operations;

/// <summary>
/// Deletes blobs whatever their uploader has done to keep them: whoever may create a blob may take snapshots of it, and whoever may write it may
/// lease it for ever ("Create a service SAS", Blob service REST API: permissions).
/// </summary>
internal static class BlobRemoval
{
    private const int AtOnce = 8;

    /// <summary>Deletes a blob with its snapshots, if it is there.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="conditions">What must hold; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task DeleteAsync(BlobBaseClient blob, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        try
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.IsLeased())
        {
            await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellationToken).ConfigureAwait(false);
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes several.</summary>
    public static Task DeleteAsync(BlobContainerClient container, IAsyncEnumerable<string> names, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (name, token) => await DeleteAsync(container.GetBlockBlobClient(name), null, token).ConfigureAwait(false));
}
