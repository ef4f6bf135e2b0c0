using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>Copies an object, pinned by its tag, in the way that the store does with the conditions kept.</summary>
internal sealed class S3Copies(S3Store store, S3Objects objects, S3PartCopies partCopies, S3Writer writer)
{
    /// <exception cref="ValetKeyException">
    /// A condition does not hold or there is no such object, as <see cref="S3Faults"/> tells; or a call failed.
    /// </exception>
    public Task<StorageResult> MakeAsync(S3Copy copy, CancellationToken cancellationToken) => (store, copy.Staged.Length) switch
    {
        ({ IsAmazon: true }, <= S3Limits.Upload) => MakeByStoreAsync(copy, cancellationToken),
        ({ HasConditionalCopies: true }, > 0) => partCopies.MakeAsync(copy, cancellationToken),
        (_, <= S3Limits.Upload) => MakeByApplicationAsync(copy, cancellationToken),
        _ => throw new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            $"The object has {copy.Staged.Length} bytes, and where a store may ignore the conditions of a copy {S3Limits.Upload} (5 GiB) at most are "
            + $"published. If it does heed them, set {nameof(AmazonS3Options.HasConditionalCopies)}."),
    };

    private async Task<StorageResult> MakeByStoreAsync(S3Copy copy, CancellationToken cancellationToken)
    {
        CopyObjectRequest request = new()
        {
            SourceBucket = copy.Source.Bucket,
            SourceKey = copy.Source.Name,
            ETagToMatch = copy.Staged.Revision,
            DestinationBucket = copy.Place.Bucket,
            DestinationKey = copy.Place.Name,
            IfNoneMatch = copy.Overwrite ? null : "*",
            MetadataDirective = S3MetadataDirective.REPLACE,
            TaggingDirective = TaggingDirective.REPLACE, // By nothing: those of the staged object are the uploader's.
        };
        copy.Properties.WriteTo(request.Headers);
        CopyObjectResponse made = await store.CallAsync(
            S3Call.Copy, copy.Place.Bucket, (s3, token) => s3.CopyObjectAsync(request, token), cancellationToken).ConfigureAwait(false);
        string tag = S3Faults.Whole(made.ETag, S3Call.Copy, copy.Place.Bucket);
        return await FindMadeAsync(copy, tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As it is read it is written, and never held as a whole.</summary>
    private async Task<StorageResult> MakeByApplicationAsync(S3Copy copy, CancellationToken cancellationToken)
    {
        if (!copy.Overwrite)
        {
            await ThrowIfVersionedAsync(copy.Place.Bucket, cancellationToken).ConfigureAwait(false);
        }

        using GetObjectResponse content = await objects.OpenAsync(copy.Source, copy.Staged.Revision, cancellationToken).ConfigureAwait(false);
        string tag = await writer.WriteAsync(copy, content.ResponseStream, cancellationToken).ConfigureAwait(false);
        return await FindMadeAsync(copy, tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In a bucket that keeps versions Ceph's gateway does not look at If-None-Match.</summary>
    private async Task ThrowIfVersionedAsync(string bucket, CancellationToken cancellationToken)
    {
        GetBucketVersioningRequest request = new() { BucketName = bucket };
        GetBucketVersioningResponse answer;
        try
        {
            answer = await store.CallAsync(
                S3Call.SeeVersioning, bucket, (s3, token) => s3.GetBucketVersioningAsync(request, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (S3Faults.CodeOf(fault) is "NotImplemented")
        {
            return;
        }

        if (answer.VersioningConfig?.Status is { } status && status != VersionStatus.Off)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"The bucket '{bucket}' keeps versions, and such a store may then put a version over an object that is there. Publish into a bucket "
                + $"without versions, or overwrite; or, where the store heeds conditions, set {nameof(AmazonS3Options.HasConditionalCopies)}.");
        }
    }

    /// <summary>The object as the store has it; as it was made, where it is another by now.</summary>
    private async Task<StorageResult> FindMadeAsync(S3Copy copy, string tag, CancellationToken cancellationToken)
    {
        S3Head? now = await objects.FindAsync(copy.Place, cancellationToken).ConfigureAwait(false);
        StorageObject made = now is not null && EntityTag.AreSame(now.Tag, tag)
            ? now.ToObject(copy.Target.Container, copy.Target.Name)
            : copy.Staged with
            {
                Container = copy.Target.Container,
                Name = copy.Target.Name,
                Revision = tag,
                ContentType = copy.Properties.ContentType,
                Metadata = copy.Properties.Metadata,
            };
        return new StorageResult(StorageOutcome.Completed, made);
    }
}
