namespace ValetKey.Local.Storage.Sql;

/// <summary>Holds the one right to write from its first moment; rolled back unless committed.</summary>
internal readonly ref struct WriteTransaction
{
    private readonly SqliteSession _session;

    public WriteTransaction(SqliteSession session)
    {
        _session = session;
        session.Execute("BEGIN IMMEDIATE");
    }

    public void Commit() => _session.Execute("COMMIT");

    public void Dispose()
    {
        // Some failures make SQLite roll back by itself.
        if (_session.IsInTransaction)
        {
            _session.Execute("ROLLBACK");
        }
    }
}
