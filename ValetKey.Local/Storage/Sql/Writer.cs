namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// Runs write transactions one after the other, waiting without a thread for those of this process and of others.
/// SQLite's own waiting would block, and as it is compiled here it sleeps for whole seconds.
/// </summary>
internal sealed class Writer(SessionPool sessions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Another process takes as long as it takes, whatever the store's clock says.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Turns _turns = new(lanes: 1);

    public async Task<T> RunAsync<T>(Func<WriteTransaction, T> change, CancellationToken cancellationToken)
    {
        using Turns.Turn turn = await _turns.TakeAsync(0, cancellationToken).ConfigureAwait(false);
        long start = Clock.GetTimestamp();
        T? result;

        while (!TryRun(change, out result))
        {
            if (Clock.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Another process has been writing to the store for {Patience.TotalSeconds} seconds.");
            }

            await Task.Delay(Pause, Clock, cancellationToken).ConfigureAwait(false);
        }

        return result!;
    }

    private bool TryRun<T>(Func<WriteTransaction, T> change, out T? result)
    {
        using SessionPool.Lease lease = sessions.Rent();
        using WriteTransaction? transaction = WriteTransaction.TryBegin(lease.Session);
        result = transaction is { } begun ? change(begun) : default;
        return transaction is not null;
    }
}
