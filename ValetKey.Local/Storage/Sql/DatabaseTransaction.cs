namespace ValetKey.Local.Storage.Sql;

/// <summary>Holds the one right to write from its first moment; rolled back unless committed.</summary>
internal readonly struct DatabaseTransaction : IDisposable
{
    private const string BeginStatement = "BEGIN IMMEDIATE";

    private readonly SqliteSession _session;

    private DatabaseTransaction(SqliteSession session) => _session = session;

    /// <summary>Waits, thread and all, until nobody else writes.</summary>
    public static DatabaseTransaction Begin(SqliteSession session)
    {
        session.Execute(BeginStatement);
        return new DatabaseTransaction(session);
    }

    /// <summary>Null if somebody else writes just now.</summary>
    public static DatabaseTransaction? TryBegin(SqliteSession session) =>
        session.TryExecute(BeginStatement) ? new DatabaseTransaction(session) : null;

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
