using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>Uploads in parts ("Uploading and copying objects using multipart upload", Amazon S3 User Guide).</summary>
internal sealed class S3Parts(S3Store store, S3Objects objects, TimeProvider time)
{
    private const int MaximumAborts = 3;
    private const int MaximumTries = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<PartUpload> BeginAsync(string container, string name, ObjectProperties properties, CancellationToken cancellationToken)
    {
        S3Place place = store.PlaceOf(container, name);
        InitiateMultipartUploadRequest request = new() { BucketName = place.Bucket, Key = place.Name };
        properties.WriteTo(request.Headers);
        if (store.IsAmazon)
        {
            // Then parts may bring this checksum or none, and S3 computes that of the whole object ("Checking object integrity").
            (request.ChecksumAlgorithm, request.ChecksumType) = (Amazon.S3.ChecksumAlgorithm.CRC64NVME, ChecksumType.FULL_OBJECT);
        }

        InitiateMultipartUploadResponse begun = await store.CallAsync(
            S3Call.BeginParts, place.Bucket, (s3, token) => s3.InitiateMultipartUploadAsync(request, token), cancellationToken).ConfigureAwait(false);
        return new PartUpload(container, name, begun.UploadId);
    }

    public async ValueTask<IReadOnlyList<UploadedPart>?> ListAsync(PartUpload upload, CancellationToken cancellationToken)
    {
        S3Place place = store.PlaceOf(upload.Container, upload.Name);
        ListPartsRequest request = new() { BucketName = place.Bucket, Key = place.Name, UploadId = upload.Id };
        List<UploadedPart> parts = [];
        try
        {
            ListPartsResponse page;
            do
            {
                page = await store.CallAsync(
                    S3Call.ListParts, place.Bucket, (s3, token) => s3.ListPartsAsync(request, token), cancellationToken).ConfigureAwait(false);
                parts.AddRange((page.Parts ?? []).Select(part => new UploadedPart(part.PartNumber!.Value, part.Size.GetValueOrDefault(), part.ETag)));
                request.PartNumberMarker = $"{page.NextPartNumberMarker}";
            }
            while (page.IsTruncated == true);
            return parts;
        }
        catch (ValetKeyException fault) when (S3Faults.IsNoObject(fault))
        {
            return null;
        }
    }

    /// <param name="upload">The upload.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="overwrite">Whether an object that is there is replaced. Stores may ignore that it is not to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StorageResult> CompleteAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, bool overwrite, CancellationToken cancellationToken)
    {
        S3Place place = store.PlaceOf(upload.Container, upload.Name);
        CompleteMultipartUploadRequest request = new()
        {
            BucketName = place.Bucket,
            Key = place.Name,
            UploadId = upload.Id,
            PartETags = [.. parts.Select(part => new PartETag(part.Number, part.Revision))],
            IfNoneMatch = overwrite ? null : "*",
        };
        string? tag = null;
        for (int tries = 1; tag is null; tries++)
        {
            try
            {
                CompleteMultipartUploadResponse completed = await store.CallAsync(
                    S3Call.CompleteParts, place.Bucket, (s3, token) => s3.CompleteMultipartUploadAsync(request, token), cancellationToken)
                    .ConfigureAwait(false);
                tag = S3Faults.Whole(completed.ETag, S3Call.CompleteParts, place.Bucket);
            }
            catch (ValetKeyException fault) when (S3Faults.CodeOf(fault) is "InvalidPart" or "InvalidPartOrder")
            {
                return new StorageResult(StorageOutcome.Changed);
            }
            catch (ValetKeyException fault) when (!overwrite && S3Faults.IsCondition(fault))
            {
                return new StorageResult(StorageOutcome.ObjectExists);
            }
            catch (ValetKeyException fault) when (fault.IsTransient || S3Faults.CodeOf(fault) is "NoSuchUpload")
            {
                if (await ListAsync(upload, cancellationToken).ConfigureAwait(false) is null)
                {
                    break; // It is over: the answer was lost, or Ceph's gateway says 500 of an upload that it does not know.
                }

                if (tries == MaximumTries || S3Faults.CodeOf(fault) is not "InternalError")
                {
                    throw;
                }

                // So that gateway says while another call completes it.
                await Task.Delay(Pause * tries, time, cancellationToken).ConfigureAwait(false);
            }
        }

        S3Head? made = await objects.FindAsync(place, cancellationToken).ConfigureAwait(false);
        return made is not null && (EntityTag.AreSame(made.Tag, tag) || IsOf(made, parts))
            ? new StorageResult(StorageOutcome.Completed, made.ToObject(upload.Container, upload.Name))
            : new StorageResult(StorageOutcome.NotFound);
    }

    /// <summary>A part that is on its way may outlive the upload's end; then it is ended again ("AbortMultipartUpload", S3 API reference).</summary>
    public async ValueTask AbortAsync(PartUpload upload, CancellationToken cancellationToken)
    {
        S3Place place = store.PlaceOf(upload.Container, upload.Name);
        AbortMultipartUploadRequest request = new() { BucketName = place.Bucket, Key = place.Name, UploadId = upload.Id };
        for (int aborts = 0; aborts < MaximumAborts; aborts++)
        {
            try
            {
                await store.CallAsync(
                    S3Call.AbortParts, place.Bucket, (s3, token) => s3.AbortMultipartUploadAsync(request, token), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (ValetKeyException fault) when (S3Faults.IsNoObject(fault))
            {
                return;
            }

            if (await ListAsync(upload, cancellationToken).ConfigureAwait(false) is null)
            {
                return;
            }
        }

        throw new ValetKeyException(
            ValetKeyErrorReason.ProviderFailure,
            $"An upload in parts in the bucket '{place.Bucket}' was ended {MaximumAborts} times, and is there: parts are on their way. Try again.")
        {
            IsTransient = true,
        };
    }

    public async IAsyncEnumerable<StagedItem> ListUploadsAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        S3Place place = store.PrefixOf(container, prefix);
        ListMultipartUploadsRequest request = new() { BucketName = place.Bucket, Prefix = place.Name };
        ListMultipartUploadsResponse page;
        do
        {
            page = await store.CallAsync(
                S3Call.ListUploads, place.Bucket, (s3, token) => s3.ListMultipartUploadsAsync(request, token), cancellationToken)
                .ConfigureAwait(false);
            foreach (MultipartUpload found in page.MultipartUploads ?? [])
            {
                yield return new StagedItem(
                    container, found.Key, S3Date.Of(found.Initiated), new PartUpload(container, found.Key, found.UploadId));
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
    }

    private static bool IsOf(S3Head made, IReadOnlyList<UploadedPart> parts) =>
        made.Length == parts.Sum(part => part.Length) && EntityTag.IsOf(made.Tag, parts, made.HasMd5Tags);
}
