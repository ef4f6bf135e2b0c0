using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>The transactions: each judges what is there, records the key's use, and changes one row, or does nothing.</summary>
internal sealed class Commits(StoreLayout layout, SessionPool sessions, TimeProvider time)
{
    // SQLite has one writer at a time; waiting here costs no thread, waiting there does.
    private readonly Turns _writing = new(lanes: 1);
    private readonly UseLedger _ledger = new();

    /// <summary>Null if an append continues another version than the current one: it has to be made anew.</summary>
    public async Task<PutResult?> TryPutAsync(
        PutRequest request, ObjectKey key, StagedContent content, ObjectRow? continued, CancellationToken cancellationToken)
    {
        content.Publish();
        using Turns.Turn turn = await _writing.TakeAsync(0, cancellationToken).ConfigureAwait(false);
        return TryPut(request, key, content, continued);
    }

    public async Task<DeleteOutcome> DeleteAsync(DeleteRequest request, ObjectKey key, CancellationToken cancellationToken)
    {
        using Turns.Turn turn = await _writing.TakeAsync(0, cancellationToken).ConfigureAwait(false);
        return Delete(request, key);
    }

    public async Task<bool> TryRecordUseAsync(SingleUse use, CancellationToken cancellationToken)
    {
        using Turns.Turn turn = await _writing.TakeAsync(0, cancellationToken).ConfigureAwait(false);
        return TryRecordUse(use);
    }

    private PutResult? TryPut(PutRequest request, ObjectKey key, StagedContent content, ObjectRow? continued)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using WriteTransaction transaction = new(lease.Session);
        DateTimeOffset now = time.GetUtcNow();

        if (request.SingleUse is { } use && !_ledger.TryRecord(lease.Session, use, now))
        {
            return new PutResult(PutOutcome.KeyAlreadyUsed);
        }

        ObjectRow? current = ObjectRows.Find(lease.Session, key);

        if (request.Refusal(current?.Info) is { } refusal)
        {
            return new PutResult(refusal);
        }

        bool appends = request.Mode == PutMode.Append;

        if (appends && current?.File != continued?.File)
        {
            return null;
        }

        ObjectInfo stored = new()
        {
            Container = key.Container,
            Name = key.Name,
            Length = content.Length,
            LastModified = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
            Headers = appends && current is not null ? current.Info.Headers : request.Headers,
            Digests = content.Digests,
        };
        ObjectRows.Save(lease.Session, key, new ObjectRow(stored, content.FileName));

        // Should the commit fail, nobody can tell whether it took place; if it did not, a sweep finds the file.
        content.Keep();
        transaction.Commit();

        if (current is null)
        {
            return new PutResult(PutOutcome.Created, stored);
        }

        ContentFiles.Delete(layout.ContentPath(current.File));
        return new PutResult(appends ? PutOutcome.Appended : PutOutcome.Replaced, stored);
    }

    private DeleteOutcome Delete(DeleteRequest request, ObjectKey key)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using WriteTransaction transaction = new(lease.Session);

        if (request.SingleUse is { } use && !_ledger.TryRecord(lease.Session, use, time.GetUtcNow()))
        {
            return DeleteOutcome.KeyAlreadyUsed;
        }

        ObjectRow? current = ObjectRows.Find(lease.Session, key);

        if (request.Refusal(current?.Info) is { } refusal)
        {
            return refusal;
        }

        ObjectRows.Delete(lease.Session, key);
        transaction.Commit();
        ContentFiles.Delete(layout.ContentPath(current!.File));
        return DeleteOutcome.Deleted;
    }

    private bool TryRecordUse(SingleUse use)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using WriteTransaction transaction = new(lease.Session);

        if (!_ledger.TryRecord(lease.Session, use, time.GetUtcNow()))
        {
            return false;
        }

        transaction.Commit();
        return true;
    }
}
