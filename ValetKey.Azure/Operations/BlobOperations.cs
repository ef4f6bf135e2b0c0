using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Clients;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>What the application itself does with an account's blobs.</summary>
/// <remarks>
/// A part is a blob, since no key can be bound to a block, and is joined to others by Put Block From URL and Put Block List. So is a blob copied:
/// Copy Blob From URL and Put Blob From URL end at 256 and 5,000 MiB, and Copy Blob shows what it has not copied yet.
/// </remarks>
internal sealed partial class BlobOperations(
    BlobPlaces places, CopySources sources, BlobListing listing, BlobFaults faults, string issuerName, ILogger logger) : IStorageOperations
{
    private static readonly PartLimits Limits = new(0, Piece.Longest, KeyScope.MaximumPartNumber);

    private readonly PartJoin _join = new(places, new BlockCopies(places, sources));

    private readonly Publication _publication = new(places, new BlockCopies(places, sources));

    public PartLimits? PartLimits => Limits;

    public static BlobOperations Create(AzureStorageOptions options, SignerContext context)
    {
        AzureAccount account = AccountReader.Read(options);
        BlobPlaces places = new(BlobClients.Of(account, options), options.ContainerNames);
        return new BlobOperations(
            places,
            new CopySources(context.Services.GetRequiredKeyedService<IKeySigner>(context.Name), context.Clock),
            new BlobListing(places, options.HierarchicalNamespace),
            new BlobFaults(context.Name, account.IsDelegated),
            context.Name,
            context.Logger);
    }

    public async ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = places.Blob(container, name);
        return await faults.ExplainAsync("look a blob up", async () =>
        {
            try
            {
                return BlobFacts.Of(container, name, await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false));
            }
            catch (RequestFailedException fault) when (fault.IsMissing())
            {
                return null;
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = places.Blob(content.Container, content.Name);
        BlobDownloadOptions options = new() { Conditions = BlobFacts.IfMatch(content.Revision) };
        return await faults.ExplainAsync("read a blob", async () =>
        {
            try
            {
                BlobDownloadStreamingResult result = await blob.DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
                return result.Content;
            }
            catch (RequestFailedException fault) when (fault.IsMissing() || fault.IsConditionFailed())
            {
                return null;
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        places.Blob(container, name);
        PartUpload upload = PartNames.Begin(container, name);
        ScopeOfPart(upload, 1);
        return ValueTask.FromResult(upload);
    }

    public KeyScope ScopeOfPart(PartUpload upload, int number)
    {
        KeyScope part = PartNames.ScopeOf(upload, number);
        places.Blob(part.Container, part.Name);
        return part;
    }

    public async ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken) =>
        await faults.ExplainAsync(
            "list the parts of an upload",
            async () => await listing.PartsAsync(upload, cancellationToken).Select(found => found.Part).ToListAsync(cancellationToken)
                .ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        StorageResult result = await faults.ExplainAsync(
            "join the parts of an upload", () => _join.JoinAsync(upload, parts, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (result.Outcome == StorageOutcome.Completed)
        {
            await CleanUpAsync(() => DeletePartsAsync(upload, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken) =>
        await faults.ExplainAsync("delete the parts of an upload", () => DeletePartsAsync(upload, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        BlobFacts.Check(properties);
        if (target.Kind != ResourceKinds.Object)
        {
            throw new ArgumentException($"{target} is no object.", nameof(target));
        }

        BlockBlobClient source = places.Blob(staged.Container, staged.Name);
        StorageResult result = await faults.ExplainAsync(
            "publish a blob", () => _publication.PublishAsync(staged, target, properties, overwrite, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (result.Outcome == StorageOutcome.Completed)
        {
            BlobRequestConditions asFound = BlobFacts.IfMatch(staged.Revision);
            await CleanUpAsync(() => BlobRemoval.DeleteAsync(source, asFound, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlockBlobClient blob = places.Blob(container, name);
        await faults.ExplainAsync("delete a blob", () => BlobRemoval.DeleteAsync(blob, null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    public IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        places.Container(KeyScope.ForPrefix(container, prefix).Container);
        return faults.ExplainEach("list blobs", listing.ItemsAsync(container, prefix, cancellationToken), cancellationToken);
    }

    private Task DeletePartsAsync(PartUpload upload, CancellationToken cancellationToken) => BlobRemoval.DeleteAsync(
        places.Container(upload.Container), listing.PartsAsync(upload, cancellationToken).Select(found => found.Name), cancellationToken);

    /// <summary>What was copied is there, whether or not its source can be deleted.</summary>
    private async Task CleanUpAsync(Func<Task> delete, CancellationToken cancellationToken)
    {
        try
        {
            await faults.ExplainAsync("delete what was copied", delete, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is ValetKeyException or OperationCanceledException)
        {
            LogSourceLeft(logger, issuerName, fault.Message);
        }
    }
}
