using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>
/// A key that is elsewhere, at IAM or behind the application's own signer. So many signatures are asked for at once and no more; one that fails for
/// want of quota, or on the way, is asked for again after a pause that doubles and varies.
/// </summary>
internal sealed class RemoteKey(string account, IBlobSigner signer, RemoteSigning signing) : V4Key(account, GcsLabels.Rsa)
{
    private readonly SemaphoreSlim _slots = new(signing.MaximumConcurrentSignatures);

    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public override async ValueTask<byte[]> SignAsync(byte[] text, DateTimeOffset signedAt, CancellationToken cancellationToken)
    {
        long started = signing.Time.GetTimestamp();
        string? error = null;
        try
        {
            // The slot is held until the call really ends, whether or not the signer heeds the token; who gave up waits no longer.
            return await SignInSlotAsync(text, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _slots.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<byte[]> SignInSlotAsync(byte[] text, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SignWithRetryAsync(text, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<byte[]> SignWithRetryAsync(byte[] text, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Decode(await signer.SignBlobAsync(text, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception fault) when (
                RemoteFaults.IsPassing(fault) && attempt < RetryPause.Attempts && !cancellationToken.IsCancellationRequested)
            {
                RemoteTelemetry.RecordRetry(signing.IssuerName);
                signing.LogRetry(attempt, fault);
            }
            catch (Exception fault) when (fault is not ValetKeyException && !cancellationToken.IsCancellationRequested)
            {
                throw RemoteFaults.Of(fault, Account);
            }

            await Task.Delay(RetryPause.After(attempt), signing.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private byte[] Decode(string? signature)
    {
        byte[] bytes = new byte[signature?.Length ?? 0];
        return Convert.TryFromBase64String(signature ?? "", bytes, out int length) && length > 0
            ? bytes[..length]
            : throw new ValetKeyException(ValetKeyErrorReason.ProviderFailure, $"What signs for {Account} answered with something that is no "
                + "signature in base64.");
    }
}
