using System.Runtime.ExceptionServices;

namespace ValetKey.Client.Transfer;

/// <summary>Works on parts in parallel. When one fails the others are stopped, and the caller hears of it when nothing is on its way.</summary>
internal static class PartCrew
{
    /// <param name="next">The next part, when there is a place for it; null when there is none left. It is never called twice at once.</param>
    /// <param name="work">What is done with it; says how many bytes went through.</param>
    /// <param name="limit">How many at once.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async Task RunAsync<TPart>(
        Func<CancellationToken, ValueTask<TPart?>> next, Func<TPart, CancellationToken, Task<long>> work, AdaptiveLimit limit,
        CancellationToken cancellationToken)
        where TPart : class
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> running = [];
        ExceptionDispatchInfo? first = null;
        try
        {
            while (true)
            {
                await limit.EnterAsync(stop.Token).ConfigureAwait(false);
                if (await next(stop.Token).ConfigureAwait(false) is not { } part)
                {
                    limit.Leave(0);
                    break;
                }

                running.RemoveAll(static task => task.IsCompleted);
                running.Add(WorkAsync(part));
            }
        }
        catch (Exception fault)
        {
            await FailAsync(fault).ConfigureAwait(false);
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        first?.Throw();

        async Task WorkAsync(TPart part)
        {
            long bytes = 0;
            try
            {
                await Task.Yield(); // The next one does not wait for this one's first step.
                bytes = await work(part, stop.Token).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                await FailAsync(fault).ConfigureAwait(false);
            }
            finally
            {
                limit.Leave(bytes);
            }
        }

        Task FailAsync(Exception fault)
        {
            Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(fault), null);
            return stop.CancelAsync();
        }
    }
}
