using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>The transactions: each judges what is there, records the key's use, and changes one row, or does nothing.</summary>
internal sealed class Commits(StoreLayout layout, SessionPool sessions, TimeProvider time)
{
    private readonly Writer _writer = new(sessions);
    private readonly UseLedger _ledger = new();

    /// <summary>Null if an append continues another version than the current one: it has to be made anew.</summary>
    public Task<PutResult?> TryPutAsync(
        PutRequest request, ObjectKey key, StagedContent content, ObjectRow? continued, CancellationToken cancellationToken)
    {
        content.Publish();
        return _writer.RunAsync(transaction => TryPut(transaction, request, key, content, continued), cancellationToken);
    }

    public Task<DeleteOutcome> DeleteAsync(DeleteRequest request, ObjectKey key, CancellationToken cancellationToken) =>
        _writer.RunAsync(transaction => Delete(transaction, request, key), cancellationToken);

    public Task<bool> TryRecordUseAsync(SingleUse use, CancellationToken cancellationToken) =>
        _writer.RunAsync(transaction => TryRecordUse(transaction, use), cancellationToken);

    private PutResult? TryPut(
        WriteTransaction transaction, PutRequest request, ObjectKey key, StagedContent content, ObjectRow? continued)
    {
        DateTimeOffset now = time.GetUtcNow();

        if (request.SingleUse is { } use && !_ledger.TryRecord(transaction.Session, use, now))
        {
            return new PutResult(PutOutcome.KeyAlreadyUsed);
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, key);

        if (request.Check(current?.Info) is { } refusal)
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
        ObjectRows.Save(transaction.Session, key, new ObjectRow(stored, content.FileName));

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

    private DeleteOutcome Delete(WriteTransaction transaction, DeleteRequest request, ObjectKey key)
    {
        if (request.SingleUse is { } use && !_ledger.TryRecord(transaction.Session, use, time.GetUtcNow()))
        {
            return DeleteOutcome.KeyAlreadyUsed;
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, key);

        if (request.Check(current?.Info) is { } refusal)
        {
            return refusal;
        }

        ObjectRows.Delete(transaction.Session, key);
        transaction.Commit();
        ContentFiles.Delete(layout.ContentPath(current!.File));
        return DeleteOutcome.Deleted;
    }

    private bool TryRecordUse(WriteTransaction transaction, SingleUse use)
    {
        if (!_ledger.TryRecord(transaction.Session, use, time.GetUtcNow()))
        {
            return false;
        }

        transaction.Commit();
        return true;
    }
}
