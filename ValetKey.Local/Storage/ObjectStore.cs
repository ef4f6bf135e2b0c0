using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>
/// Objects in containers, in a folder. An object is replaced in one step or not at all, whatever happens meanwhile,
/// and several stores, in several processes, may have the same folder open.
/// </summary>
internal sealed class ObjectStore : IDisposable, IAsyncDisposable
{
    private const int LongestPage = 1000;

    private readonly SessionPool _sessions;
    private readonly Reads _reads;
    private readonly Commits _commits;
    private readonly Puts _puts;

    private ObjectStore(StoreLayout layout, SessionPool sessions, TimeProvider time)
    {
        _sessions = sessions;
        _reads = new Reads(layout, sessions);
        _commits = new Commits(layout, sessions, time);
        _puts = new Puts(layout, _reads, _commits);
    }

    /// <summary>Opens the store in a folder, which is created if need be, and clears away what a crash left behind.</summary>
    public static ObjectStore Open(string rootPath, TimeProvider time)
    {
        StoreLayout layout = new(rootPath);
        layout.CreateFolders();
        SessionPool sessions = new(layout.Database);

        try
        {
            using SessionPool.Lease lease = sessions.Rent();
            DateTimeOffset now = time.GetUtcNow();
            Schema.Ensure(lease.Session);
            UseLedger.Purge(lease.Session, now);
            Leftovers.Sweep(layout, lease.Session, now);
        }
        catch
        {
            sessions.Dispose();
            throw;
        }

        return new ObjectStore(layout, sessions, time);
    }

    public Task<PutResult> PutAsync(PutRequest request, Stream body, CancellationToken cancellationToken) =>
        _puts.PutAsync(request, body, cancellationToken);

    public Task<DeleteOutcome> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) =>
        _commits.DeleteAsync(request, new ObjectKey(request.Container, request.Name), cancellationToken);

    public ObjectInfo? Find(string container, string name) => _reads.Find(new ObjectKey(container, name))?.Info;

    public OpenedObject? OpenRead(string container, string name) =>
        _reads.Open(new ObjectKey(container, name)) is { } opened ? new OpenedObject(opened.Row.Info, opened.Content) : null;

    /// <summary>Lists what starts with the prefix, in the order of UTF-8 bytes; with a delimiter, one level of it.</summary>
    public ListPage List(string container, string prefix, string? delimiter, string? startAfter, int limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LongestPage);

        using SessionPool.Lease lease = _sessions.Rent();
        return new Listing(lease.Session, container, prefix, delimiter, limit).Read(startAfter);
    }

    /// <summary>Records the one use of a key that changes nothing here; false if it has been used before.</summary>
    public Task<bool> TryRecordUseAsync(SingleUse use, CancellationToken cancellationToken) =>
        _commits.TryRecordUseAsync(use, cancellationToken);

    public bool IsUsed(Guid keyId) => _reads.IsUsed(keyId);

    public void Dispose() => _sessions.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
