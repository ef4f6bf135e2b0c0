using Microsoft.Data.Sqlite;
using ValetKey.Local.Queues;
using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Integrity;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Storage.Sql;
using ValetKey.Providers;

namespace ValetKey.Local.Storage;

/// <summary>
/// Objects in containers, in a folder. An object is replaced in one step or not at all, whatever happens meanwhile,
/// and several stores, in several processes, may have the same folder open.
/// </summary>
internal sealed class ObjectStore : IDisposable, IAsyncDisposable
{
    private const int LongestPage = 1000;

    private readonly SessionPool _sessions;
    private readonly TimeProvider _time;
    private readonly StoreLayout _layout;
    private readonly Reads _reads;
    private readonly Commits _commits;
    private readonly PartUploads _parts;
    private readonly Puts _puts;

    private ObjectStore(StoreLayout layout, SessionPool sessions, TimeProvider time)
    {
        _layout = layout;
        _sessions = sessions;
        _time = time;
        Writer writer = new(sessions);
        UseLedger ledger = new();
        _reads = new Reads(layout, sessions);
        _commits = new Commits(layout, writer, ledger, time);
        _parts = new PartUploads(layout, sessions, writer, ledger, time);
        _puts = new Puts(layout, _reads, _commits, _parts);
        Queues = new QueueStore(sessions, writer, ledger, time);
    }

    /// <summary>The queues in the same database.</summary>
    public QueueStore Queues { get; }

    /// <summary>Opens the store in a folder, which is created if need be, and clears away what a crash left behind.</summary>
    public static ObjectStore Open(string rootPath, TimeProvider time) => Open(new StoreLayout(rootPath), time);

    public static ObjectStore Open(StoreLayout layout, TimeProvider time)
    {
        layout.CreateFolders();
        SessionPool sessions = new(layout.Database);

        try
        {
            using SessionPool.Lease lease = sessions.Rent();
            DateTimeOffset now = time.GetUtcNow();
            Schema.Ensure(lease.Session);
            UseLedger.Purge(lease.Session, now);
            MessageRows.Purge(lease.Session, now, int.MaxValue);
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
        WithinQuotaAsync(_puts.PutAsync(request, body, cancellationToken));

    /// <summary>Gives a content another name and other headers, at once.</summary>
    public Task<PutResult> MoveAsync(MoveRequest request, CancellationToken cancellationToken) =>
        WithinQuotaAsync(_commits.MoveAsync(request, cancellationToken));

    public Task<DeleteOutcome> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) =>
        _commits.DeleteAsync(request, new ObjectKey(request.Container, request.Name), cancellationToken);

    public ObjectInfo? Find(string container, string name) => _reads.Find(new ObjectKey(container, name))?.Info;

    public OpenedObject? OpenRead(string container, string name) => _reads.Open(new ObjectKey(container, name));

    /// <summary>Lists what starts with the prefix, in the order of UTF-8 bytes; with a delimiter, one level of it.</summary>
    public ListPage List(string container, string prefix, string? delimiter, string? startAfter, int limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LongestPage);

        using SessionPool.Lease lease = _sessions.Rent();
        return new Listing(lease.Session, container, prefix, delimiter, limit).Read(startAfter);
    }

    /// <summary>Begins an upload in parts, each of which is put by itself.</summary>
    /// <returns>The upload's id.</returns>
    public Task<Guid> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) =>
        _parts.BeginAsync(new ObjectKey(container, name), cancellationToken);

    /// <summary>The parts that were received, in order; null if the upload is not under way.</summary>
    public IReadOnlyList<UploadedPart>? ListParts(string container, string name, Guid upload) => _parts.List(upload, new ObjectKey(container, name));

    /// <summary>Makes an object of the parts that are listed, at once; others are deleted.</summary>
    public Task<PutResult> CompletePartsAsync(
        string container, string name, Guid upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        WithinQuotaAsync(_parts.CompleteAsync(upload, new ObjectKey(container, name), parts, cancellationToken));

    /// <summary>The uploads in parts that are under way to names that begin with the prefix.</summary>
    public IReadOnlyList<(Guid Id, string Name, DateTimeOffset Began)> ListUploads(string container, string prefix)
    {
        using SessionPool.Lease lease = _sessions.Rent();
        return UploadRows.Under(lease.Session, container, prefix);
    }

    /// <summary>False if the upload is not under way.</summary>
    public Task<bool> AbortPartsAsync(string container, string name, Guid upload, CancellationToken cancellationToken) =>
        _parts.AbortAsync(upload, new ObjectKey(container, name), cancellationToken);

    /// <summary>Reads everything, and compares it with what the database says.</summary>
    public Task<IntegrityReport> VerifyAsync(IProgress<IntegrityReport>? progress, CancellationToken cancellationToken) =>
        new StoreCheck(_layout, _sessions, progress).RunAsync(cancellationToken);

    /// <summary>Clears away what nobody will come back for.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _parts.SweepAsync(cancellationToken).ConfigureAwait(false);
        using SessionPool.Lease lease = _sessions.Rent();
        Leftovers.Sweep(_layout, lease.Session, _time.GetUtcNow());
    }

    /// <summary>Sets what containers and prefixes (empty: all of one) may hold; more is refused.</summary>
    public void SetQuotas(IReadOnlyList<(string Container, string Prefix, long Most)> quotas)
    {
        using SessionPool.Lease lease = _sessions.Rent();
        QuotaRows.Replace(lease.Session, quotas);
    }

    /// <summary>The bytes under a quota that was set.</summary>
    public long QuotaUse(string container, string prefix)
    {
        using SessionPool.Lease lease = _sessions.Rent();
        return QuotaRows.Used(lease.Session, container, prefix);
    }

    /// <summary>The bytes of all objects, counted now.</summary>
    public long CountBytes()
    {
        using SessionPool.Lease lease = _sessions.Rent();
        return lease.Session.Number("SELECT coalesce(sum(length), 0) FROM objects") ?? 0;
    }

    /// <summary>Some objects of a container that were last written at a moment or before.</summary>
    public IReadOnlyList<string> WrittenBefore(string container, DateTimeOffset moment, int limit)
    {
        using SessionPool.Lease lease = _sessions.Rent();
        return ObjectRows.WrittenBefore(lease.Session, container, moment, limit);
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

    /// <summary>Quotas have their last word in the database, which can only throw.</summary>
    private static async Task<PutResult> WithinQuotaAsync(Task<PutResult> change)
    {
        try
        {
            return await change.ConfigureAwait(false);
        }
        catch (SqliteException fault) when (QuotaRows.IsRefusal(fault))
        {
            return new PutResult(PutOutcome.QuotaExceeded);
        }
    }
}
