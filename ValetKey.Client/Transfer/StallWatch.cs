namespace ValetKey.Client.Transfer;

/// <summary>Ends an attempt in which nothing moves any more.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (_limit, _caller, _timer) = (limit, caller, new CancellationTokenSource(limit, time));
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Something has moved.</summary>
    public void Touch() => _timer.CancelAfter(_limit);

    /// <exception cref="TimeoutException">Nothing moved for too long, or the client has a limit of its own.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt)
    {
        try
        {
            return await attempt().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing moved for {_limit}.");
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
