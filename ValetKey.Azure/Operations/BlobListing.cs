using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Lists blobs as objects, parts and uploads in parts.</summary>
/// <param name="places">Finds containers.</param>
/// <param name="hasDirectories">Whether the account lists directories among its blobs.</param>
internal sealed class BlobListing(BlobPlaces places, bool hasDirectories)
{
    private const string Directory = "hdi_isfolder";

    /// <summary>The parts of an upload that are there, with the names of their blobs.</summary>
    public async IAsyncEnumerable<(string Name, UploadedPart Part)> PartsAsync(
        PartUpload upload, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in BlobsAsync(upload.Container, PartNames.PrefixOf(upload), cancellationToken).ConfigureAwait(false))
        {
            if (PartNames.TryParse(upload.Container, blob.Name, out PartUpload? found, out int number) && found == upload)
            {
                yield return (blob.Name, new UploadedPart(
                    number, blob.Properties.ContentLength ?? 0, BlobFacts.RevisionOf(blob.Properties.ETag.GetValueOrDefault())));
            }
        }
    }

    /// <summary>Everything under a prefix; of an upload's parts, which follow one another, one item with the latest time.</summary>
    public async IAsyncEnumerable<StagedItem> ItemsAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StagedItem? pending = null;
        await foreach (BlobItem blob in BlobsAsync(container, prefix, cancellationToken).ConfigureAwait(false))
        {
            DateTimeOffset modified = blob.Properties.LastModified.GetValueOrDefault();
            if (!PartNames.TryParse(container, blob.Name, out PartUpload? upload, out _))
            {
                yield return new StagedItem(container, blob.Name, modified);
                continue;
            }

            if (pending is not null && pending.Upload != upload)
            {
                yield return pending;
                pending = null;
            }

            DateTimeOffset latest = pending?.LastModified > modified ? pending.LastModified : modified;
            pending = new StagedItem(container, upload.Name, latest, upload);
        }

        if (pending is not null)
        {
            yield return pending;
        }
    }

    /// <summary>
    /// Directories are an account's with a hierarchical namespace. Elsewhere whoever uploads may write what marks them, and would not be seen.
    /// </summary>
    private async IAsyncEnumerable<BlobItem> BlobsAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GetBlobsOptions options = new() { Prefix = prefix, Traits = hasDirectories ? BlobTraits.Metadata : BlobTraits.None };
        await foreach (BlobItem blob in places.Container(container).GetBlobsAsync(options, cancellationToken).ConfigureAwait(false))
        {
            if (!hasDirectories || blob.Metadata?.ContainsKey(Directory) != true)
            {
                yield return blob;
            }
        }
    }
}
