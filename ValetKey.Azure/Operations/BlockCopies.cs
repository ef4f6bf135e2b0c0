using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Copies pieces of blobs to blocks of another, on the service's side. They show when they are committed: all at once, or none.</summary>
/// <remarks>
/// Blocks that nobody commits, such as those of a copy that was given up, vanish a week after the last one was staged ("Put Block", Blob service REST
/// API). Until then they are in no listing of blobs, and stand in nobody's way.
/// </remarks>
internal sealed class BlockCopies(BlobPlaces places, CopySources sources)
{
    private const int AtOnce = 8;

    /// <summary>Stages the blocks of a blob.</summary>
    /// <returns>Whether all are there; or that a source is gone, or another.</returns>
    public async Task<StorageOutcome> StageAsync(BlockBlobClient target, IEnumerable<Piece> pieces, CancellationToken cancellationToken)
    {
        StorageOutcome outcome = StorageOutcome.Completed;
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pieces, options, async (piece, token) =>
        {
            if (outcome == StorageOutcome.Completed && await StageAsync(target, piece, token).ConfigureAwait(false) is { } fault)
            {
                outcome = fault;
            }
        }).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Makes a blob of its blocks, and says what is stored with it.</summary>
    /// <exception cref="RequestFailedException">The conditions do not hold, or a block is not there any longer; nothing was changed.</exception>
    public static async Task<BlobContentInfo> CommitAsync(
        BlockBlobClient target, IEnumerable<Piece> pieces, ObjectProperties properties, BlobRequestConditions? conditions,
        CancellationToken cancellationToken)
    {
        CommitBlockListOptions options = new()
        {
            HttpHeaders = new BlobHttpHeaders
            {
                ContentType = properties.ContentType ?? BlobFacts.DefaultContentType,
                ContentDisposition = properties.ContentDisposition,
                CacheControl = properties.CacheControl,
            },
            Metadata = properties.Metadata.ToDictionary(),
            Conditions = conditions,
        };
        return await target.CommitBlockListAsync(BlockIdsOf(pieces), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks up whether a blob was made of these very blocks.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="pieces">The blocks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The blob, if there is one, and whether it is made of them.</returns>
    public static async Task<(BlobProperties? Found, bool IsMadeOfThem)> LookAsync(
        BlockBlobClient blob, IEnumerable<Piece> pieces, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (found.BlobType != BlobType.Block || found.ContentLength != pieces.Sum(piece => piece.Length))
            {
                return (found, false);
            }

            Response<BlockList> blocks =
                await blob.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken).ConfigureAwait(false);
            bool isSame = blocks.GetRawResponse().Headers.ETag is { } tag && BlobFacts.RevisionOf(tag) == BlobFacts.RevisionOf(found.ETag);
            return (found, isSame && blocks.Value.CommittedBlocks.Select(block => block.Name).SequenceEqual(BlockIdsOf(pieces)));
        }
        catch (RequestFailedException fault) when (fault.IsMissing())
        {
            return (null, false);
        }
    }

    private static IEnumerable<string> BlockIdsOf(IEnumerable<Piece> pieces) =>
        pieces.Where(piece => piece.Length > 0).Select(piece => piece.BlockId);

    /// <returns>Null if it is there.</returns>
    private async Task<StorageOutcome?> StageAsync(BlockBlobClient target, Piece piece, CancellationToken cancellationToken)
    {
        BlockBlobClient source = places.Blob(piece.Source.Container, piece.Source.Name);
        BlobRequestConditions conditions = BlobFacts.IfMatch(piece.Source.Revision);
        try
        {
            if (piece.Length == 0)
            {
                await source.GetPropertiesAsync(conditions, cancellationToken).ConfigureAwait(false);
                return null;
            }

            StageBlockFromUriOptions options = new() { SourceRange = new(piece.Offset, piece.Length), SourceConditions = conditions };
            Uri url = await sources.OfAsync(piece.Source, source, cancellationToken).ConfigureAwait(false);
            await target.StageBlockFromUriAsync(url, piece.BlockId, options, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (RequestFailedException fault) when (fault.IsSourceMissing())
        {
            return StorageOutcome.NotFound;
        }
        catch (RequestFailedException fault) when (fault.IsConditionFailed())
        {
            return await source.ExistsAsync(cancellationToken).ConfigureAwait(false) ? StorageOutcome.Changed : StorageOutcome.NotFound;
        }
    }
}
