using Amazon.S3.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>
/// Copies an object in parts: what is larger than 5 GiB on Amazon; elsewhere whatever its length, since more stores heed conditions there than for a
/// copy as a whole (Cloudflare R2, "Conditional operations").
/// </summary>
internal sealed class S3PartCopies(S3Store store, S3Parts parts)
{
    private const int AtOnce = 8;
    private const long UsualLength = 512L << 20;

    public async Task<StorageResult> MakeAsync(S3Copy copy, CancellationToken cancellationToken)
    {
        PartUpload upload = await parts.BeginAsync(
            copy.Target.Container, copy.Target.Name, copy.Properties, cancellationToken).ConfigureAwait(false);
        StorageResult? result = null;
        try
        {
            UploadedPart[] copied = await CopyAsync(copy, upload, cancellationToken).ConfigureAwait(false);
            result = await parts.CompleteAsync(upload, copied, copy.Overwrite, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (result?.Outcome != StorageOutcome.Completed)
            {
                await parts.AbortAsync(upload, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return result.Outcome is StorageOutcome.Completed or StorageOutcome.ObjectExists
            ? result
            : throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure, "Somebody else ended the copy before it was complete. Try again.")
            { IsTransient = true };
    }

    private async Task<UploadedPart[]> CopyAsync(S3Copy copy, PartUpload upload, CancellationToken cancellationToken)
    {
        long length = Math.Max(UsualLength, (copy.Staged.Length + KeyScope.MaximumPartNumber - 1) / KeyScope.MaximumPartNumber);
        UploadedPart[] copied = new UploadedPart[(copy.Staged.Length + length - 1) / length];
        await Parallel.ForAsync(
            0,
            copied.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                long first = index * length;
                long count = Math.Min(length, copy.Staged.Length - first);
                CopyPartRequest request = new()
                {
                    SourceBucket = copy.Source.Bucket,
                    SourceKey = copy.Source.Name,
                    ETagToMatch = [copy.Staged.Revision],
                    DestinationBucket = copy.Place.Bucket,
                    DestinationKey = copy.Place.Name,
                    UploadId = upload.Id,
                    PartNumber = index + 1,
                };
                if (copied.Length > 1)
                {
                    (request.FirstByte, request.LastByte) = (first, first + count - 1); // Refused for a small object, and needless then.
                }

                CopyPartResponse part = await store.CallAsync(
                    S3Call.Copy, copy.Place.Bucket, (s3, call) => s3.CopyPartAsync(request, call), token).ConfigureAwait(false);
                copied[index] = new UploadedPart(index + 1, count, S3Faults.Whole(part.ETag, S3Call.Copy, copy.Place.Bucket));
            }).ConfigureAwait(false);
        return copied;
    }
}
