using Amazon.S3;
using Microsoft.Extensions.Logging;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>What the application itself does at Amazon S3 and compatible stores, with the vendor's client.</summary>
internal sealed class S3Operations : IStorageOperations
{
    private static readonly PartLimits Limits = new(5L << 20, S3Limits.Upload, KeyScope.MaximumPartNumber);

    // Uploads begin with a CRC-64/NVME of the whole, and a part that brings another of these new sums is refused ("Checking object integrity").
    private static readonly PartLimits AmazonsLimits =
        Limits with { Checksums = ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumCrc64Nvme };

    private readonly S3Store _store;
    private readonly S3Objects _objects;
    private readonly S3Parts _parts;
    private readonly S3Publisher _publisher;

    /// <param name="options">The options.</param>
    /// <param name="createClient">Makes the client when it is first needed.</param>
    /// <param name="name">The issuer's name, for the log.</param>
    /// <param name="time">Measures pauses.</param>
    /// <param name="logger">Told of what is left behind.</param>
    public S3Operations(AmazonS3Options options, Func<IAmazonS3> createClient, string name, TimeProvider time, ILogger logger)
    {
        _store = new S3Store(options, createClient);
        _objects = new S3Objects(_store);
        _parts = new S3Parts(_store, _objects, time);
        S3Copies copies = new(_store, _objects, new S3PartCopies(_store, _parts), new S3Writer(_store));
        _publisher = new S3Publisher(_store, _objects, copies, logger, name);
    }

    /// <summary>"Amazon S3 multipart upload limits", User Guide.</summary>
    public PartLimits? PartLimits => _store.IsAmazon ? AmazonsLimits : Limits;

    public ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        _objects.FindAsync(container, name, cancellationToken);

    public ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken) =>
        _objects.OpenReadAsync(content, cancellationToken);

    public async ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) =>
        await _parts.BeginAsync(container, name, new ObjectProperties(), cancellationToken).ConfigureAwait(false);

    public KeyScope ScopeOfPart(PartUpload upload, int number) => KeyScope.ForPart(upload.Container, upload.Name, upload.Id, number);

    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken) =>
        _parts.ListAsync(upload, cancellationToken);

    public async ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        await _parts.CompleteAsync(upload, parts, overwrite: true, cancellationToken).ConfigureAwait(false);

    public ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken) => _parts.AbortAsync(upload, cancellationToken);

    public ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken) =>
        _publisher.PublishAsync(staged, target, properties, overwrite, cancellationToken);

    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await _objects.DeleteAsync(_store.PlaceOf(container, name), tag: null, cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken) =>
        _objects.ListAsync(container, prefix, cancellationToken).Concat(_parts.ListUploadsAsync(container, prefix, cancellationToken));
}
