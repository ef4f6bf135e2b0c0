using System.Collections.Concurrent;

namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// Runs changes one after the other, and commits together those that came while the disk was busy with the ones before: many that come at once share
/// one flush. Waits without a thread for other processes; SQLite's own waiting would block, and as it is compiled here it sleeps for whole seconds.
/// </summary>
internal sealed class Writer(SessionPool sessions)
{
    private const int MostTogether = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Another process takes as long as it takes, whatever the store's clock says.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ConcurrentQueue<Change> _waiting = [];
    private int _count;

    /// <summary>
    /// Runs the work in a transaction. It may be run on any thread, and keeps nothing unless it commits; what it throws is thrown here, and undoes
    /// nobody else's change.
    /// </summary>
    /// <exception cref="TimeoutException">Another process has held the database for 30 seconds.</exception>
    public async Task<T> RunAsync<T>(Func<WriteTransaction, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Change<T> change = new(work);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (change, token) => ((Change)change!).Cancel(token), change);
        await using (registration.ConfigureAwait(false))
        {
            _waiting.Enqueue(change);

            // Who finds nobody at work does the work: alone, a change needs no other thread. Those who come meanwhile are the next one's.
            if (Interlocked.Increment(ref _count) == 1)
            {
                _ = RunAllAsync();
            }

            return await change.WaitAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAllAsync()
    {
        while (await RunBatchAsync().ConfigureAwait(false))
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <returns>Whether more are waiting.</returns>
    private async Task<bool> RunBatchAsync()
    {
        List<Change> batch = [];
        while (batch.Count < MostTogether && _waiting.TryDequeue(out Change? change))
        {
            batch.Add(change);
        }

        try
        {
            await CommitAsync(batch).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Nobody waits for this method's outcome; each waits for that of a change.
            batch.ForEach(change => change.Fail(fault));
        }

        return Interlocked.Add(ref _count, -batch.Count) > 0;
    }

    private async Task CommitAsync(List<Change> batch)
    {
        long start = Clock.GetTimestamp();

        while (!TryCommit(batch))
        {
            if (Clock.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Another process has been writing to the store for {Patience.TotalSeconds} seconds.");
            }

            await Task.Delay(Pause, Clock).ConfigureAwait(false);
        }
    }

    /// <returns>False if another process writes just now.</returns>
    private bool TryCommit(List<Change> batch)
    {
        List<Change> done;
        using (SessionPool.Lease lease = sessions.RentToWrite())
        {
            using DatabaseTransaction? transaction = DatabaseTransaction.TryBegin(lease.Session);
            if (transaction is not { } begun)
            {
                return false;
            }

            SqliteSession session = lease.Session;
            done = batch.FindAll(change => change.TryBegin() && TryRun(change, session));
            begun.Commit();
        }

        // The session is back by then: who closes the store after his change finds none in use.
        done.ForEach(change => change.Complete());
        return true;
    }

    private static bool TryRun(Change change, SqliteSession session)
    {
        session.Execute("SAVEPOINT change");
        try
        {
            if (!change.Run(session))
            {
                session.Execute("ROLLBACK TO change");
            }

            session.Execute("RELEASE change");
            return true;
        }
        catch (Exception fault) when (session.IsInTransaction)
        {
            session.Execute("ROLLBACK TO change");
            session.Execute("RELEASE change");
            change.Fail(fault);
            return false;
        }
    }
}
