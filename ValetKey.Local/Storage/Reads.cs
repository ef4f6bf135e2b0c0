using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

internal sealed class Reads(StoreLayout layout, SessionPool sessions)
{
    public ObjectRow? Find(ObjectKey key)
    {
        using SessionPool.Lease lease = sessions.Rent();
        return ObjectRows.Find(lease.Session, key);
    }

    /// <summary>An object with the pieces that it had at the same moment.</summary>
    public (ObjectRow Row, List<Piece> Pieces)? FindPieces(ObjectKey key)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using ReadTransaction transaction = ReadTransaction.Begin(lease.Session);
        return ObjectRows.Find(lease.Session, key) is { } row ? (row, PieceRows.Of(lease.Session, row.Content)) : null;
    }

    public OpenedObject? Open(ObjectKey key)
    {
        ObjectRow? missing = null;

        while (FindPieces(key) is var (row, pieces))
        {
            try
            {
                return new OpenedObject(row.Info, OpenedContent.Of(layout, pieces));
            }
            catch (Exception exception) when (ContentFiles.IsGone(exception) && !row.IsSameVersion(missing))
            {
                // Replaced since the row was read: the next look finds another one. The same again means damage.
                missing = row;
            }
        }

        return null;
    }

    public bool IsUsed(Guid keyId)
    {
        using SessionPool.Lease lease = sessions.Rent();
        return UseLedger.IsUsed(lease.Session, keyId);
    }
}
