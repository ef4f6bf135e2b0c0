namespace ValetKey.Local.Storage.Sql;

/// <summary>A change that waits for its turn. Until that comes it can be cancelled, and then it has no effect.</summary>
internal abstract class Change
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Cancelled = 2;

    private int _state;

    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting;

    public void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
        {
            OnCancelled(cancellationToken);
        }
    }

    /// <summary>Does the work, within a savepoint.</summary>
    /// <returns>Whether it is to be kept.</returns>
    public abstract bool Run(SqliteSession session);

    /// <summary>It is on disk, or had nothing to keep.</summary>
    public abstract void Complete();

    /// <summary>It failed, or the commit did.</summary>
    public abstract void Fail(Exception fault);

    protected abstract void OnCancelled(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class Change<T>(Func<WriteTransaction, T> work) : Change
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteTransaction? _transaction;
    private T _result = default!;

    /// <summary>What the work returned, once it is on disk and its clearing up is done.</summary>
    public async Task<T> WaitAsync()
    {
        T result = await _outcome.Task.ConfigureAwait(false);
        if (_transaction!.IsCommitted)
        {
            _transaction.RunAfterCommit();
        }

        return result;
    }

    public override bool Run(SqliteSession session)
    {
        _transaction = new WriteTransaction(session);
        _result = work(_transaction);
        return _transaction.IsCommitted;
    }

    public override void Complete() => _outcome.TrySetResult(_result);

    public override void Fail(Exception fault) => _outcome.TrySetException(fault);

    protected override void OnCancelled(CancellationToken cancellationToken) => _outcome.TrySetCanceled(cancellationToken);
}
