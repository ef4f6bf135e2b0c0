namespace ValetKey.Providers;

/// <summary>One call to a source, within the limit of time.</summary>
internal static class LeaseCall
{
    /// <summary>
    /// On a thread of the pool, since not every source is asynchronous to the end, and without the first caller's context (culture, trace, logging
    /// scope, tenant): the call is everybody's.
    /// </summary>
    public static Task<T> RunDetached<T>(Func<Task<T>> call)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(call);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(call);
        }
    }

    public static async Task<Lease<TValue>> ObtainAsync<TKey, TValue>(
        ILeaseSource<TKey, TValue> source, LeaseRequest<TKey, TValue> request, TimeSpan timeout, TimeProvider time, CancellationToken closing)
        where TKey : notnull
        where TValue : class
    {
        using CancellationTokenSource limit = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, closing);
        Task<Lease<TValue>> call = source.ObtainAsync(request, either.Token);
        try
        {
            return await call.WaitAsync(either.Token).ConfigureAwait(false) ?? throw new InvalidOperationException("The source gave no lease.");
        }
        catch (OperationCanceledException fault) when (either.IsCancellationRequested)
        {
            _ = DiscardAsync(call);
            throw closing.IsCancellationRequested
                ? new ObjectDisposedException(nameof(LeaseCache<,>), fault)
                : new TimeoutException($"The call took longer than {timeout:c}.", fault);
        }
    }

    /// <summary>Not every source heeds a cancellation. A value that comes too late is cleared.</summary>
    private static async Task DiscardAsync<TValue>(Task<Lease<TValue>> late)
        where TValue : class
    {
        await ((Task)late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (late.IsCompletedSuccessfully)
        {
            ((await late.ConfigureAwait(false)).Value as IDisposable)?.Dispose();
        }
    }
}
