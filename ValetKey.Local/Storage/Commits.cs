using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>The transactions: each judges what is there, records the key's use, and changes one object, or does nothing.</summary>
internal sealed class Commits(StoreLayout layout, Writer writer, UseLedger ledger, TimeProvider time)
{
    public async Task<PutResult> PutAsync(PutRequest request, ObjectKey key, StagedContent content, CancellationToken cancellationToken)
    {
        await content.PublishAsync().ConfigureAwait(false);
        return await writer.RunAsync(transaction => Put(transaction, request, key, content), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null if the append continues another version than the current one: it has to be made anew.</summary>
    public async Task<PutResult?> TryAppendAsync(PutRequest request, ObjectKey key, Addition addition, CancellationToken cancellationToken)
    {
        await addition.Piece.PublishAsync().ConfigureAwait(false);
        return await writer.RunAsync(transaction => Append(transaction, request, key, addition), cancellationToken).ConfigureAwait(false);
    }

    public Task<DeleteOutcome> DeleteAsync(DeleteRequest request, ObjectKey key, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Delete(transaction, request, key), cancellationToken);

    public Task<bool> TryRecordUseAsync(SingleUse use, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => TryRecordUse(transaction, use), cancellationToken);

    public Task<PutResult> MoveAsync(MoveRequest request, CancellationToken cancellationToken) => writer.RunAsync(
        transaction => Move(
            transaction, request, new ObjectKey(request.Container, request.Name), new ObjectKey(request.Target.Container, request.Target.Name)),
        cancellationToken);

    private PutResult Put(WriteTransaction transaction, PutRequest request, ObjectKey key, StagedContent content)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, now))
        {
            return new PutResult(PutOutcome.KeyAlreadyUsed);
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, key);
        if (request.Check(current?.Info) is { } refusal)
        {
            return new PutResult(refusal);
        }

        Guid id = Guid.CreateVersion7(now);
        ObjectInfo stored = key.ToInfo(content.Length, now, request.Headers, Tags.OfWhole(content.Md5));
        PieceRows.Add(transaction.Session, id, content.ToPiece(number: 1));
        transaction.Replace(layout, key, current, new ObjectRow(stored, id));
        transaction.CommitWith(content);
        return new PutResult(current is null ? PutOutcome.Created : PutOutcome.Replaced, stored);
    }

    private PutResult? Append(WriteTransaction transaction, PutRequest request, ObjectKey key, Addition addition)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, now))
        {
            return new PutResult(PutOutcome.KeyAlreadyUsed);
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, key);
        if (request.Check(current?.Info) is { } refusal)
        {
            return new PutResult(refusal);
        }

        if (!addition.Continued.IsSameVersion(current))
        {
            return null;
        }

        ObjectInfo before = current!.Info;
        ObjectInfo stored = key.ToInfo(
            before.Length + addition.Body.Length, now, before.Headers, Tags.OfAppended(before.ETag, addition.Body.Md5));
        transaction.DeleteAfterCommit(layout, PieceRows.Delete(transaction.Session, current.Content, addition.Number));
        PieceRows.Add(transaction.Session, current.Content, addition.Piece.ToPiece(addition.Number));
        ObjectRows.Save(transaction.Session, key, current with { Info = stored });
        transaction.CommitWith(addition.Piece);
        return new PutResult(PutOutcome.Appended, stored);
    }

    private DeleteOutcome Delete(WriteTransaction transaction, DeleteRequest request, ObjectKey key)
    {
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, time.GetUtcNow()))
        {
            return DeleteOutcome.KeyAlreadyUsed;
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, key);
        if (request.Check(current?.Info) is { } refusal)
        {
            return refusal;
        }

        ObjectRows.Delete(transaction.Session, key);
        transaction.DeleteAfterCommit(layout, PieceRows.Delete(transaction.Session, current!.Content));
        transaction.Commit();
        return DeleteOutcome.Deleted;
    }

    private PutResult Move(WriteTransaction transaction, MoveRequest request, ObjectKey source, ObjectKey target)
    {
        if (ObjectRows.Find(transaction.Session, source) is not { } moved)
        {
            return new PutResult(PutOutcome.NotFound);
        }

        if (moved.Info.ETag != request.ETag)
        {
            return new PutResult(PutOutcome.Changed);
        }

        ObjectRow? current = ObjectRows.Find(transaction.Session, target);
        if (request.Target.Check(current?.Info) is { } refusal)
        {
            return new PutResult(refusal);
        }

        ObjectInfo stored = target.ToInfo(moved.Info.Length, time.GetUtcNow(), request.Target.Headers, moved.Info.ETag);
        ObjectRows.Delete(transaction.Session, source);
        transaction.Replace(layout, target, current?.Content == moved.Content ? null : current, moved with { Info = stored });
        transaction.Commit();
        return new PutResult(current is null ? PutOutcome.Created : PutOutcome.Replaced, stored);
    }

    private bool TryRecordUse(WriteTransaction transaction, SingleUse use)
    {
        if (!ledger.TryRecord(transaction.Session, use, time.GetUtcNow()))
        {
            return false;
        }

        transaction.Commit();
        return true;
    }
}
