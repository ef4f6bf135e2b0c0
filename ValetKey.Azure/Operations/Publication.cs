using System.Net;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Copies a staged blob to its name.</summary>
/// <remarks>
/// Each attempt stages blocks of its own, so that of several that race none commits another's, and each can tell what it has made itself. What one
/// commits discards the blocks of the others, who then look again.
/// </remarks>
internal sealed class Publication(BlobPlaces places, BlockCopies copies)
{
    /// <summary>Each try but the last failed since somebody else has written to the name.</summary>
    private const int MostTries = 10;

    public async Task<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = places.Blob(target.Container, target.Name);
        for (int tries = 0; tries < MostTries; tries++)
        {
            // So that no blocks are left at a name that is taken.
            if (!overwrite && await blob.ExistsAsync(cancellationToken).ConfigureAwait(false))
            {
                return new StorageResult(StorageOutcome.ObjectExists);
            }

            List<Piece> pieces = Piece.Cut([staged], RandomNumberGenerator.GetHexString(32));
            StorageOutcome outcome = await copies.StageAsync(blob, pieces, cancellationToken).ConfigureAwait(false);
            if (outcome != StorageOutcome.Completed)
            {
                return new StorageResult(outcome);
            }

            try
            {
                BlobRequestConditions? conditions = overwrite ? null : new() { IfNoneMatch = ETag.All };
                BlobContentInfo made = await BlockCopies.CommitAsync(blob, pieces, properties, conditions, cancellationToken).ConfigureAwait(false);
                return new StorageResult(
                    StorageOutcome.Completed, BlobFacts.Of(target.Container, target.Name, staged.Length, properties, made));
            }
            catch (RequestFailedException fault) when (!overwrite && fault.IsTaken())
            {
                return await WhoseAsync(blob, target, pieces, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException fault) when (fault.IsBlockMissing())
            {
                continue;
            }
        }

        throw ServiceFault.OfOperation(
            $"{target} was written to by others each time that something was to be published there.", null, HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>
    /// The SDK asks again where an answer was lost, and then the blob is there because the first call made it. An empty blob has no blocks to tell.
    /// </summary>
    private static async Task<StorageResult> WhoseAsync(
        BlockBlobClient blob, KeyScope target, List<Piece> pieces, CancellationToken cancellationToken)
    {
        (BlobProperties? found, bool isMade) = await BlockCopies.LookAsync(blob, pieces, cancellationToken).ConfigureAwait(false);
        return isMade && found!.ContentLength > 0
            ? new StorageResult(StorageOutcome.Completed, BlobFacts.Of(target.Container, target.Name, found))
            : new StorageResult(StorageOutcome.ObjectExists);
    }
}
