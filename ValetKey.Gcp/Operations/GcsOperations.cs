using Google.Apis.Storage.v1;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>What the application itself does at Cloud Storage, with the vendor's client.</summary>
internal sealed class GcsOperations : IStorageOperations
{
    private readonly GcsStore _store;
    private readonly GcsObjects _objects;
    private readonly GcsContent _content;
    private readonly GcsParts _parts;
    private readonly GcsPublisher _publisher;
    private readonly GcsSweep _sweep;

    public GcsOperations(GoogleCloudStorageOptions options, SignerContext context)
    {
        GcsServiceSource create = context.Services.GetKeyedService<GcsServiceSource>(context.Name) ?? GcsServiceFactory.ServiceForAsync;
        _store = new GcsStore(options, new FoundCredential<StorageService>(
            () => create(options), Explain, context.Name, context.Time, context.Logger));
        _objects = new GcsObjects(_store);
        _content = new GcsContent(_store);
        _parts = new GcsParts(_store, _objects, new GcsJoin(_store), context.Logger, context.Name);
        _publisher = new GcsPublisher(_store, _objects, context.Logger, context.Name);
        _sweep = new GcsSweep(_store, _objects);
    }

    /// <summary>Parts are objects; how many make one the numbers of parts limit, not the service.</summary>
    public PartLimits? PartLimits { get; } = new(0, GcsLimits.ObjectSize, KeyScope.MaximumPartNumber);

    public async ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        Object? found = await _objects.FindAsync(_store.PlaceOf(container, name), cancellationToken).ConfigureAwait(false);
        return found?.ToObject(container, name);
    }

    public ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken) =>
        _content.OpenReadAsync(content, cancellationToken);

    public ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken)
    {
        _ = _store.PlaceOf(container, name);
        return ValueTask.FromResult(PartNames.Begin(container, name));
    }

    public KeyScope ScopeOfPart(PartUpload upload, int number) => PartNames.ScopeOf(upload, number);

    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken) =>
        _parts.ListAsync(upload, cancellationToken);

    public ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        _parts.CompleteAsync(upload, parts, cancellationToken);

    public ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken) => _parts.AbortAsync(upload, cancellationToken);

    public ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken) =>
        _publisher.PublishAsync(staged, target, properties, overwrite, cancellationToken);

    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await _objects.DeleteAsync(_store.PlaceOf(container, name), generation: null, cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<StagedItem> ListStagedAsync(string container, string prefix, CancellationToken cancellationToken) =>
        _sweep.ListAsync(container, prefix, cancellationToken);

    private static ValetKeyException Explain(Exception fault) => fault as ValetKeyException ?? new ValetKeyException(
        ValetKeyErrorReason.CredentialsUnavailable,
        $"There is no credential for the application's own operations. Set {nameof(GoogleCloudStorageOptions.Credential)} or "
        + $"{nameof(GoogleCloudStorageOptions.StorageClient)}, or give the application a default one.",
        fault);
}
