using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Makes a blob of an upload's parts.</summary>
/// <remarks>
/// The blob's uncommitted blocks are shared by all who write to it, and a commit discards those that it does not name. Blocks of the same parts have
/// the same ids, so two that join them do not harm each other, whichever commits; and the committed ids tell later that the blob is made of these
/// parts, when they are gone. It is committed over what was seen there alone, so not again by the slower of two, which would change its revision.
/// </remarks>
internal sealed class PartJoin(BlobPlaces places, BlockCopies copies)
{
    /// <summary>Each try but the last failed since somebody else has written to the blob.</summary>
    private const int MostTries = 10;

    private static readonly ObjectProperties Nothing = new();

    public async Task<StorageResult> JoinAsync(PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        BlockBlobClient target = places.Blob(upload.Container, upload.Name);
        if (parts.Count == 0)
        {
            return new StorageResult(StorageOutcome.NotFound);
        }

        if (parts.Zip(parts.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
        {
            return new StorageResult(StorageOutcome.Changed);
        }

        StorageObject[] sources =
            [.. parts.Select(part => new StorageObject(upload.Container, PartNames.ScopeOf(upload, part.Number).Name, part.Length, part.Revision))];
        List<Piece> pieces = Piece.Cut(sources, upload.Id);
        StorageOutcome outcome = StorageOutcome.Completed;
        for (int tries = 0; tries < MostTries; tries++)
        {
            (BlobProperties? found, bool isMade) = await BlockCopies.LookAsync(target, pieces, cancellationToken).ConfigureAwait(false);
            if (isMade)
            {
                return new StorageResult(StorageOutcome.Completed, BlobFacts.Of(upload.Container, upload.Name, found!));
            }

            // What was missing may have been joined and deleted meanwhile; now it is known that it was not.
            if (outcome != StorageOutcome.Completed)
            {
                return new StorageResult(outcome);
            }

            outcome = await copies.StageAsync(target, pieces, cancellationToken).ConfigureAwait(false);
            if (outcome == StorageOutcome.Completed
                && await TryCommitAsync(target, pieces, found, cancellationToken).ConfigureAwait(false) is { } made)
            {
                long length = pieces.Sum(piece => piece.Length);
                return new StorageResult(
                    StorageOutcome.Completed, BlobFacts.Of(upload.Container, upload.Name, length, Nothing, made));
            }
        }

        throw ServiceFault.OfOperation(
            $"{KeyScope.ForObject(upload.Container, upload.Name)} was written to by others each time that its parts were to be joined.",
            null,
            HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<BlobContentInfo?> TryCommitAsync(
        BlockBlobClient target, List<Piece> pieces, BlobProperties? replaced, CancellationToken cancellationToken)
    {
        BlobRequestConditions conditions = replaced is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = replaced.ETag };
        try
        {
            return await BlockCopies.CommitAsync(target, pieces, Nothing, conditions, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.IsTaken() || fault.IsBlockMissing())
        {
            return null;
        }
    }
}
