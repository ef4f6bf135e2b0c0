using System.Collections.Concurrent;

namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// Sessions for whoever needs one for a moment. The library's own pool would hand out connections
/// without saying whether they are new, and their statements would be prepared anew each time.
/// </summary>
internal sealed class SessionPool(string path) : IDisposable
{
    private const int MaximumIdle = 16;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;
    private volatile bool _exists;

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ObjectStore));
        while (_idle.TryTake(out SqliteSession? session))
        {
            if (!session.HasMoved)
            {
                return new Lease(this, session);
            }

            session.Dispose();
        }

        // A database that has gone is not made anew: its objects would be gone without a word.
        SqliteSession opened = new(path, mayCreate: !_exists);
        _exists = true;
        return new Lease(this, opened);
    }

    public void Dispose()
    {
        _disposed = true;

        while (_idle.TryTake(out SqliteSession? session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        if (_disposed || _idle.Count >= MaximumIdle)
        {
            session.Dispose();
            return;
        }

        _idle.Add(session);

        // Disposal may have passed by between the question above and now.
        if (_disposed)
        {
            Dispose();
        }
    }

    internal readonly ref struct Lease(SessionPool pool, SqliteSession session)
    {
        public SqliteSession Session => session;

        public void Dispose() => pool.Return(session);
    }
}
