namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// One change among those that are committed together: undone by itself unless it is committed, and on disk once <see cref="Writer.RunAsync"/>
/// returns.
/// </summary>
internal sealed class WriteTransaction(SqliteSession session)
{
    private List<Action>? _afterCommit;

    public SqliteSession Session => session;

    public bool IsCommitted { get; private set; }

    /// <summary>Lets what was done here go to disk with the others'.</summary>
    public void Commit() => IsCommitted = true;

    /// <summary>For what must not happen before the change is on disk, such as deleting what it replaced.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    public void RunAfterCommit() => _afterCommit?.ForEach(action => action());
}
