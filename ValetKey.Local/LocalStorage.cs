using System.Runtime.CompilerServices;
using ValetKey.Local.Operations;
using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Parts;
using ValetKey.Providers;

namespace ValetKey.Local;

/// <summary>
/// What the application itself does at a local storage, without a key: uploads in parts are begun and completed here, objects are moved to their
/// names, and the store is checked. Thread-safe. Several processes may have the same root open.
/// </summary>
/// <remarks>
/// From the services under the name of the issuer, as a keyed service and as its <see cref="IStorageOperations"/>, or of a host as
/// <see cref="LocalStorageHost.Storage"/>. Nothing here asks who calls: whoever has this object has the store.
/// </remarks>
public sealed class LocalStorage : IStorageOperations, IDisposable
{
    private const int PageLength = 1000;

    private LocalStorage(ObjectStore store) => Store = store;

    /// <inheritdoc/>
    /// <value>Parts of any length, also empty ones.</value>
    public PartLimits? PartLimits { get; } = new(0, long.MaxValue, KeyScope.MaximumPartNumber);

    internal ObjectStore Store { get; }

    /// <summary>Opens the storage in a folder, which is made if there is none, and clears away what a crash left behind.</summary>
    /// <param name="rootPath">The root folder, as in <see cref="LocalStorageOptions.RootPath"/>.</param>
    /// <param name="time">The clock; the system's if null.</param>
    /// <exception cref="IOException">The root cannot be used; the message says why and what to do.</exception>
    /// <exception cref="InvalidDataException">The key ring is lost or damaged, or another version wrote the store.</exception>
    public static LocalStorage Open(string rootPath, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootPath);

        // A store without a ring is one whose ring was lost; so a new root gets its ring first.
        LocalKeyRing.Open(rootPath, time).Dispose();
        return StorageRoot.Open(rootPath, root =>
        {
            StorageRoot.CheckWritable(root);
            return new LocalStorage(ObjectStore.Open(root, time ?? TimeProvider.System));
        });
    }

    /// <inheritdoc/>
    public ValueTask<StorageObject?> FindAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        _ = KeyScope.ForObject(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(StoreCalls.Run(() => Store.Find(container, name)?.ToStorageObject()));
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenReadAsync(StorageObject content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        cancellationToken.ThrowIfCancellationRequested();
        OpenedObject? opened = StoreCalls.Run(() => Store.OpenRead(content.Container, content.Name));
        if (opened?.Info.ETag == content.Revision)
        {
            return new(opened.Content);
        }

        opened?.Dispose();
        return new(default(Stream));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What is neither completed nor aborted for seven days is aborted when a later upload begins, and within an hour while a service runs.
    /// </remarks>
    public async ValueTask<PartUpload> BeginPartsAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        _ = KeyScope.ForObject(container, name);
        Guid id = await StoreCalls.RunAsync(Store.BeginPartsAsync(container, name, cancellationToken)).ConfigureAwait(false);
        return new PartUpload(container, name, UploadId.Text(id));
    }

    /// <inheritdoc/>
    public KeyScope ScopeOfPart(PartUpload upload, int number)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return KeyScope.ForPart(upload.Container, upload.Name, upload.Id, number);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UploadedPart>?> ListPartsAsync(PartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        cancellationToken.ThrowIfCancellationRequested();
        return new(UploadId.TryParse(upload.Id) is { } id ? StoreCalls.Run(() => Store.ListParts(upload.Container, upload.Name, id)) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageResult> CompletePartsAsync(
        PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        return UploadId.TryParse(upload.Id) is not { } id
            ? new StorageResult(StorageOutcome.NotFound)
            : (await StoreCalls.RunAsync(Store.CompletePartsAsync(upload.Container, upload.Name, id, parts, cancellationToken)).ConfigureAwait(false))
                .ToStorageResult();
    }

    /// <inheritdoc/>
    public async ValueTask AbortPartsAsync(PartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (UploadId.TryParse(upload.Id) is { } id)
        {
            await StoreCalls.RunAsync(Store.AbortPartsAsync(upload.Container, upload.Name, id, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Moves no bytes, and is one transaction: the object is under one of its names at any time, and never under both.</remarks>
    public async ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(properties);
        PutRequest request = new()
        {
            Container = target.Container,
            Name = target.Name,
            Mode = overwrite ? PutMode.Replace : PutMode.CreateOnly,
            Headers = properties.ToHeaders(),
        };
        MoveRequest move = new(staged.Container, staged.Name, staged.Revision, request);
        return (await StoreCalls.RunAsync(Store.MoveAsync(move, cancellationToken)).ConfigureAwait(false)).ToStorageResult();
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        _ = KeyScope.ForObject(container, name);
        await StoreCalls.RunAsync(Store.DeleteAsync(new DeleteRequest(container, name), cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StagedItem> ListStagedAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _ = KeyScope.ForPrefix(container, prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach ((Guid id, string name, DateTimeOffset began) in StoreCalls.Run(() => Store.ListUploads(container, prefix)))
        {
            yield return new StagedItem(container, name, began, new PartUpload(container, name, UploadId.Text(id)));
        }

        for (string? after = null; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ListPage page = StoreCalls.Run(() => Store.List(container, prefix, delimiter: null, after, PageLength));
            foreach (ObjectInfo found in page.Objects)
            {
                yield return new StagedItem(container, found.Name, found.LastModified);
            }

            after = page.NextMarker;
            if (after is null)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// Checks the whole store: that the database is sound, that what it names is there and as long as it says, and that every content still has the
    /// digest that was computed when it came. Reads everything, and may run while the store is used.
    /// </summary>
    /// <param name="progress">Told after each object.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<IntegrityReport> VerifyAsync(IProgress<IntegrityReport>? progress = null, CancellationToken cancellationToken = default) =>
        Store.VerifyAsync(progress, cancellationToken);

    /// <summary>Closes the store.</summary>
    public void Dispose() => Store.Dispose();
}
