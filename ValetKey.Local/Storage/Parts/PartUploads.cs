using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;
using ValetKey.Providers;

namespace ValetKey.Local.Storage.Parts;

/// <summary>
/// Uploads in parts. The parts are pieces from the start, so completing an upload moves no byte: one transaction makes them an object.
/// </summary>
internal sealed class PartUploads(StoreLayout layout, SessionPool sessions, Writer writer, UseLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromDays(7);

    public Task<Guid> BeginAsync(ObjectKey key, CancellationToken cancellationToken) => writer.RunAsync(
        transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            Guid id = Guid.CreateVersion7(now);
            Sweep(transaction, now);
            UploadRows.Add(transaction.Session, id, key, now);
            transaction.Commit();
            return id;
        },
        cancellationToken);

    public bool IsUnderWay(Guid upload, ObjectKey key)
    {
        using SessionPool.Lease lease = sessions.Rent();
        return UploadRows.IsUnderWay(lease.Session, upload, key);
    }

    /// <summary>The parts that were received, in order; null if the upload is not under way.</summary>
    public List<UploadedPart>? List(Guid upload, ObjectKey key)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using ReadTransaction transaction = ReadTransaction.Begin(lease.Session);
        return UploadRows.IsUnderWay(lease.Session, upload, key) ? PieceRows.Of(lease.Session, upload).ConvertAll(InfoOf) : null;
    }

    public async Task<PutResult> PutAsync(PutRequest request, ObjectKey key, StagedContent content, CancellationToken cancellationToken)
    {
        await content.PublishAsync().ConfigureAwait(false);
        return await writer.RunAsync(transaction => Put(transaction, request, key, content), cancellationToken).ConfigureAwait(false);
    }

    public Task<PutResult> CompleteAsync(Guid upload, ObjectKey key, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Complete(transaction, upload, key, parts), cancellationToken);

    /// <summary>False if the upload is not under way.</summary>
    public Task<bool> AbortAsync(Guid upload, ObjectKey key, CancellationToken cancellationToken) => writer.RunAsync(
        transaction => UploadRows.IsUnderWay(transaction.Session, upload, key) && TryAbort(transaction, upload), cancellationToken);

    /// <summary>Aborts what was begun and left.</summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => writer.RunAsync(
        transaction =>
        {
            int aborted = Sweep(transaction, time.GetUtcNow());
            transaction.Commit();
            return aborted;
        },
        cancellationToken);

    private static UploadedPart InfoOf(Piece piece) => new(piece.Number, piece.Length, Tags.OfWhole(piece.Md5));

    private int Sweep(WriteTransaction transaction, DateTimeOffset now) =>
        UploadRows.BegunBefore(transaction.Session, now - MaximumAge).Count(upload => TryAbort(transaction, upload));

    private PutResult Put(WriteTransaction transaction, PutRequest request, ObjectKey key, StagedContent content)
    {
        DateTimeOffset now = time.GetUtcNow();
        PartTarget part = request.Part!.Value;
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, now))
        {
            return new PutResult(PutOutcome.KeyAlreadyUsed);
        }

        if (!UploadRows.IsUnderWay(transaction.Session, part.Upload, key))
        {
            return new PutResult(PutOutcome.NoSuchUpload);
        }

        List<string> before = PieceRows.DeleteOne(transaction.Session, part.Upload, part.Number);
        transaction.DeleteAfterCommit(layout, before);
        Piece piece = content.ToPiece(part.Number);
        PieceRows.Add(transaction.Session, part.Upload, piece);
        transaction.CommitWith(content);
        ObjectInfo stored = key.ToInfo(piece.Length, now, request.Headers, Tags.OfWhole(piece.Md5));
        return new PutResult(PutOutcome.Created, stored);
    }

    private PutResult Complete(WriteTransaction transaction, Guid upload, ObjectKey key, IReadOnlyList<UploadedPart> parts)
    {
        ObjectRow? current = ObjectRows.Find(transaction.Session, key);
        if (current?.Content == upload)
        {
            return new PutResult(PutOutcome.Replaced, current.Info); // Completed before, and the answer was lost.
        }

        if (!UploadRows.IsUnderWay(transaction.Session, upload, key))
        {
            return new PutResult(PutOutcome.NoSuchUpload);
        }

        List<Piece> pieces = PieceRows.Of(transaction.Session, upload);
        HashSet<int> numbers = [.. parts.Select(part => part.Number)];
        List<Piece> listed = pieces.FindAll(piece => numbers.Contains(piece.Number));
        if (listed.Count == 0 || !listed.ConvertAll(InfoOf).SequenceEqual(parts))
        {
            return new PutResult(PutOutcome.Changed);
        }

        foreach (Piece piece in pieces.Where(piece => !numbers.Contains(piece.Number)))
        {
            transaction.DeleteAfterCommit(layout, PieceRows.DeleteOne(transaction.Session, upload, piece.Number));
        }

        ObjectInfo stored = key.ToInfo(
            listed.Sum(piece => piece.Length), time.GetUtcNow(), ObjectHeaders.None, Tags.OfParts(listed.ConvertAll(piece => piece.Md5)));
        UploadRows.TryDelete(transaction.Session, upload);
        transaction.Replace(layout, key, current, new ObjectRow(stored, upload));
        transaction.Commit();
        return new PutResult(current is null ? PutOutcome.Created : PutOutcome.Replaced, stored);
    }

    /// <summary>An upload that was completed meanwhile is an object's content, and stays.</summary>
    private bool TryAbort(WriteTransaction transaction, Guid upload)
    {
        if (!UploadRows.TryDelete(transaction.Session, upload))
        {
            return false;
        }

        transaction.DeleteAfterCommit(layout, PieceRows.Delete(transaction.Session, upload));
        transaction.Commit();
        return true;
    }
}
