namespace ValetKey.Local.Storage.Sql;

/// <summary>Lets several statements see the database at one and the same moment.</summary>
internal readonly struct ReadTransaction : IDisposable
{
    private readonly SqliteSession _session;

    private ReadTransaction(SqliteSession session) => _session = session;

    public static ReadTransaction Begin(SqliteSession session)
    {
        session.Execute("BEGIN");
        return new ReadTransaction(session);
    }

    public void Dispose() => _session.Execute("COMMIT");
}
