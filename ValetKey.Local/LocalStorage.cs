using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local;

/// <summary>
/// What the application itself does at a local storage, without a key: uploads in parts are begun and completed here, and the store is checked.
/// Thread-safe. Several processes may have the same root open.
/// </summary>
/// <remarks>
/// From the services under the name of the issuer, as a keyed service, or of a host as <see cref="LocalStorageHost.Storage"/>. Nothing here asks who
/// calls: whoever has this object has the store.
/// </remarks>
public sealed class LocalStorage : IDisposable
{
    private LocalStorage(ObjectStore store) => Store = store;

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

    /// <summary>
    /// Begins an upload in parts, for each of which a key is issued (<see cref="KeyScope.ForPart"/>). What is neither completed nor
    /// aborted for seven days is aborted when a later upload begins, and within an hour while a service runs.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The name of the object that the parts will make; nothing is to be seen there before they are completed.</param>
    /// <param name="properties">What is stored with the object; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The upload's id. It is no secret.</returns>
    /// <exception cref="ArgumentException">A name breaks the rules of <see cref="KeyScope"/>.</exception>
    public async Task<string> BeginPartsAsync(
        string container, string name, LocalObjectProperties? properties = null, CancellationToken cancellationToken = default)
    {
        _ = KeyScope.ForObject(container, name);
        ObjectHeaders headers = properties?.ToHeaders() ?? ObjectHeaders.None;
        Guid id = await Store.BeginPartsAsync(container, name, headers, cancellationToken).ConfigureAwait(false);
        return UploadId.Text(id);
    }

    /// <summary>The parts that were received so far, in the order of their numbers.</summary>
    /// <returns>Null if this upload of this object is not under way.</returns>
    public IReadOnlyList<LocalPart>? ListParts(string container, string name, string uploadId) =>
        UploadId.TryParse(uploadId) is { } id ? Store.ListParts(container, name, id) : null;

    /// <summary>Makes an object of the parts, at once: who reads sees what was there before, or all of it.</summary>
    /// <remarks>Calling again gives the same answer, as long as the object is this one.</remarks>
    /// <param name="container">The container.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="parts">
    /// The parts that make the object, in the order of their numbers, each as <see cref="ListParts"/> has it. Others that were received are deleted.
    /// </param>
    /// <param name="overwrite">Whether an object that is there already is replaced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LocalPartsResult> CompletePartsAsync(
        string container, string name, string uploadId, IReadOnlyList<LocalPart> parts, bool overwrite = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (UploadId.TryParse(uploadId) is not { } id)
        {
            return new LocalPartsResult(LocalPartsOutcome.NoSuchUpload);
        }

        PutRequest target = new() { Container = container, Name = name, Mode = overwrite ? PutMode.Replace : PutMode.CreateOnly };
        PutResult result;
        try
        {
            result = await Store.CompletePartsAsync(new CompletionRequest(target, id, parts), cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException fault) when (QuotaRows.IsRefusal(fault))
        {
            return new LocalPartsResult(LocalPartsOutcome.QuotaExceeded);
        }

        return result.Outcome switch
        {
            PutOutcome.Created or PutOutcome.Replaced => new LocalPartsResult(LocalPartsOutcome.Completed, result.Stored!.Length, result.Stored.ETag),
            PutOutcome.AlreadyExists => new LocalPartsResult(LocalPartsOutcome.ObjectExists),
            PutOutcome.PartsDiffer => new LocalPartsResult(LocalPartsOutcome.PartsDiffer),
            _ => new LocalPartsResult(LocalPartsOutcome.NoSuchUpload),
        };
    }

    /// <summary>Gives an upload up, and deletes its parts.</summary>
    /// <returns>False if this upload of this object is not under way.</returns>
    public Task<bool> AbortPartsAsync(string container, string name, string uploadId, CancellationToken cancellationToken = default) =>
        UploadId.TryParse(uploadId) is { } id ? Store.AbortPartsAsync(container, name, id, cancellationToken) : Task.FromResult(false);

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
