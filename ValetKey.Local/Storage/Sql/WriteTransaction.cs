namespace ValetKey.Local.Storage.Sql;

/// <summary>Holds the one right to write from its first moment; rolled back unless committed.</summary>
internal readonly struct WriteTransaction : IDisposable
{
    private const string BeginStatement = "BEGIN IMMEDIATE";

    private WriteTransaction(SqliteSession session) => Session = session;

    public SqliteSession Session { get; }

    /// <summary>Waits, thread and all, until nobody else writes.</summary>
    public static WriteTransaction Begin(SqliteSession session)
    {
        session.Execute(BeginStatement);
        return new WriteTransaction(session);
    }

    /// <summary>Null if somebody else writes just now.</summary>
    public static WriteTransaction? TryBegin(SqliteSession session) =>
        session.TryExecute(BeginStatement) ? new WriteTransaction(session) : null;

    public void Commit() => Session.Execute("COMMIT");

    public void Dispose()
    {
        // Some failures make SQLite roll back by itself.
        if (Session.IsInTransaction)
        {
            Session.Execute("ROLLBACK");
        }
    }
}
