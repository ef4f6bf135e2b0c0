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
    private readonly ConcurrentBag<SqliteSession> _writing = [];
    private volatile bool _disposed;
    private volatile bool _exists;

    public Lease Rent() => Rent(_idle);

    /// <summary>For the writer, whose session keeps to itself: what it has cached is then good from one commit to the next.</summary>
    public Lease RentToWrite() => Rent(_writing);

    private Lease Rent(ConcurrentBag<SqliteSession> from)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ObjectStore));
        while (from.TryTake(out SqliteSession? session))
        {
            if (!session.HasMoved)
            {
                return new Lease(this, from, session);
            }

            session.Dispose();
        }

        // A database that has gone is not made anew: its objects would be gone without a word.
        SqliteSession opened = new(path, mayCreate: !_exists);
        _exists = true;
        return new Lease(this, from, opened);
    }

    public void Dispose()
    {
        _disposed = true;

        while (_idle.TryTake(out SqliteSession? session) || _writing.TryTake(out session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session, ConcurrentBag<SqliteSession> to)
    {
        if (_disposed || to.Count >= MaximumIdle)
        {
            session.Dispose();
            return;
        }

        to.Add(session);

        // Disposal may have passed by between the question above and now.
        if (_disposed)
        {
            Dispose();
        }
    }

    internal readonly ref struct Lease(SessionPool pool, ConcurrentBag<SqliteSession> bag, SqliteSession session)
    {
        public SqliteSession Session => session;

        public void Dispose() => pool.Return(session, bag);
    }
}
