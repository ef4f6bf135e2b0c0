using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage.Content;

/// <summary>What transactions do with content: rows change within them, files of the old content go after them.</summary>
internal static class ContentChanges
{
    /// <summary>Commits, and leaves the content's file where it is.</summary>
    public static void CommitWith(this WriteTransaction transaction, StagedContent content)
    {
        // Should the commit fail, nobody can tell whether it took place; if it did not, a sweep finds the file.
        content.Keep();
        transaction.Commit();
    }

    /// <summary>Puts an object in the place of the current one, if there is one.</summary>
    public static void Replace(this WriteTransaction transaction, StoreLayout layout, ObjectKey key, ObjectRow? current, ObjectRow next)
    {
        if (current is not null)
        {
            transaction.DeleteAfterCommit(layout, PieceRows.Delete(transaction.Session, current.Content));
        }

        ObjectRows.Save(transaction.Session, key, next);
    }

    public static void DeleteAfterCommit(this WriteTransaction transaction, StoreLayout layout, List<string> files)
    {
        if (files.Count > 0)
        {
            transaction.AfterCommit(() => files.ForEach(file => ContentFiles.Delete(layout.ContentPath(file))));
        }
    }
}
