using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>Objects: looked up, read, deleted and listed.</summary>
internal sealed class S3Objects(S3Store store)
{
    /// <summary>What HEAD says of an object; null if there is none.</summary>
    public async Task<S3Head?> FindAsync(S3Place place, CancellationToken cancellationToken)
    {
        GetObjectMetadataRequest request = new() { BucketName = place.Bucket, Key = place.Name, ChecksumMode = ChecksumMode.ENABLED };
        try
        {
            return new S3Head(
                await store.CallAsync(
                    S3Call.Find, place.Bucket, (s3, token) => s3.GetObjectMetadataAsync(request, token), cancellationToken).ConfigureAwait(false),
                store.IsAmazon);
        }
        catch (ValetKeyException fault) when (S3Faults.IsNoObject(fault))
        {
            return null;
        }
    }

    public async ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        (await FindAsync(store.PlaceOf(container, name), cancellationToken).ConfigureAwait(false))?.ToObject(container, name);

    /// <summary>The content under a name, if it is the one that a tag stands for.</summary>
    /// <exception cref="ValetKeyException">It is another or gone, as <see cref="S3Faults"/> tells; or the call failed.</exception>
    public Task<GetObjectResponse> OpenAsync(S3Place place, string tag, CancellationToken cancellationToken)
    {
        GetObjectRequest request = new() { BucketName = place.Bucket, Key = place.Name, EtagToMatch = tag };
        return store.CallAsync(S3Call.Read, place.Bucket, (s3, token) => s3.GetObjectAsync(request, token), cancellationToken);
    }

    public async ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        try
        {
            S3Place place = store.PlaceOf(content.Container, content.Name);
            return (await OpenAsync(place, content.Revision, cancellationToken).ConfigureAwait(false)).ResponseStream;
        }
        catch (ValetKeyException fault) when (S3Faults.IsCondition(fault) || S3Faults.IsNoObject(fault))
        {
            return null;
        }
    }

    /// <summary>Deletes an object, whatever is there; or only the content that a tag stands for.</summary>
    public async Task DeleteAsync(S3Place place, string? tag, CancellationToken cancellationToken)
    {
        DeleteObjectRequest request = new() { BucketName = place.Bucket, Key = place.Name, IfMatch = tag };
        try
        {
            await store.CallAsync(
                S3Call.Delete, place.Bucket, (s3, token) => s3.DeleteObjectAsync(request, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (S3Faults.IsNoObject(fault))
        {
        }
    }

    public async IAsyncEnumerable<StagedItem> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        S3Place place = store.PrefixOf(container, prefix);
        ListObjectsV2Request request = new() { BucketName = place.Bucket, Prefix = place.Name };
        ListObjectsV2Response page;
        do
        {
            page = await store.CallAsync(
                S3Call.List, place.Bucket, (s3, token) => s3.ListObjectsV2Async(request, token), cancellationToken).ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                yield return new StagedItem(container, found.Key, S3Date.Of(found.LastModified));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }
}
