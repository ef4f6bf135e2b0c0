using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Single calls to the service, each within a time limit, and repeated once where the answer showed that this machine's clock is off.</summary>
internal sealed class DelegationKeyCalls(IDelegationKeyClient client, StorageClock clock, TimeProvider time, TimeSpan lifetime) : IDisposable
{
    /// <summary>How long a call may take, with the client's own retries.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closing = new();

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <returns>A key, and the times that were asked for in the end.</returns>
    public async Task<(DelegationKey Key, DelegationKeySpan Span)> RequestAsync(DelegationNeed need, DelegationKeySpan span)
    {
        TimeSpan offset = clock.Offset;
        try
        {
            return (await RequestOnceAsync(need, span).ConfigureAwait(false), span);
        }
        catch (Exception) when (clock.Offset != offset)
        {
            DelegationKeySpan corrected = DelegationKeySpan.For(need, clock.GetUtcNow(), lifetime, held: null);
            return (await RequestOnceAsync(need, corrected).ConfigureAwait(false), corrected);
        }
    }

    private async Task<DelegationKey> RequestOnceAsync(DelegationNeed need, DelegationKeySpan span)
    {
        using CancellationTokenSource limit = new(Limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
        Task<DelegationKey> request = client.RequestAsync(span.StartsAt, span.ExpiresAt, need.DelegatedUserTenantId, either.Token);
        try
        {
            return await request.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (either.IsCancellationRequested)
        {
            _ = DiscardAsync(request);
            throw limit.IsCancellationRequested ? new TimeoutException(null, fault) : new ObjectDisposedException(nameof(DelegationKeySource), fault);
        }
    }

    /// <summary>Not every credential heeds a cancellation. A key that comes too late is cleared.</summary>
    private static async Task DiscardAsync(Task<DelegationKey> late)
    {
        await ((Task)late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (late.IsCompletedSuccessfully)
        {
            (await late.ConfigureAwait(false)).Dispose();
        }
    }
}
