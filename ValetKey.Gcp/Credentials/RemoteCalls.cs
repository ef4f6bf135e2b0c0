namespace ValetKey.Gcp.Credentials;

/// <summary>
/// Calls for signatures of one account. So many are made at once and no more; one that fails for want of quota, or on the way, is made again after a
/// pause that doubles and varies.
/// </summary>
/// <param name="account">Who signs, for messages.</param>
/// <param name="signing">Limits, clock and log.</param>
internal sealed class RemoteCalls(string account, RemoteSigning signing) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(signing.MaximumConcurrentSignatures);

    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public async ValueTask<T> MakeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        long started = signing.Time.GetTimestamp();
        string? error = null;
        try
        {
            // The slot is held until the call really ends, whether or not the signer heeds the token; who gave up waits no longer.
            return await MakeInSlotAsync(call, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ValetKeyException fault)
        {
            error = fault.Reason.ToString();
            throw;
        }
        catch (OperationCanceledException)
        {
            error = "Cancelled";
            throw;
        }
        finally
        {
            RemoteTelemetry.RecordSignature(signing.IssuerName, signing.Time.GetElapsedTime(started), error);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<T> MakeInSlotAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await MakeWithRetryAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<T> MakeWithRetryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (
                RemoteFaults.IsPassing(fault) && attempt < RetryPause.Attempts && !cancellationToken.IsCancellationRequested)
            {
                RemoteTelemetry.RecordRetry(signing.IssuerName);
                signing.LogRetry(attempt, fault);
            }
            catch (Exception fault) when (fault is not ValetKeyException && !cancellationToken.IsCancellationRequested)
            {
                throw RemoteFaults.Of(fault, account);
            }

            await Task.Delay(RetryPause.After(attempt), signing.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
