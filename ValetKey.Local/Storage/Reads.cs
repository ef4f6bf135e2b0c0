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

    public (ObjectRow Row, FileStream Content)? Open(ObjectKey key)
    {
        string? missing = null;

        while (Find(key) is { } row)
        {
            try
            {
                return (row, ContentFiles.OpenRead(layout.ContentPath(row.File)));
            }
            catch (Exception exception) when (ContentFiles.IsGone(exception) && row.File != missing)
            {
                // Replaced since the row was read: the next look finds another row. The same one again means damage.
                missing = row.File;
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
