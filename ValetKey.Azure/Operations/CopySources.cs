using Azure.Storage.Blobs.Specialized;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>
/// Shows the service a blob that it is to copy: by a short key for reading it, as the account's signer issues them. That serves with an account key
/// and with user delegation, and also where the credential is in a client of the application's own, which does not give it away.
/// </summary>
/// <remarks>
/// "Put Block From URL", Blob service REST API: x-ms-copy-source, up to 2 KiB, is public or has a shared access signature. The other way,
/// x-ms-copy-source-authorization, takes tokens of Entra ID alone.
/// </remarks>
internal sealed class CopySources(IKeySigner signer, StorageClock clock)
{
    /// <summary>Longer than a call with all of the SDK's retries.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    /// <summary>The blob's URL with its key: a secret.</summary>
    public async ValueTask<Uri> OfAsync(StorageObject source, BlockBlobClient blob, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.GetUtcNowAsync(cancellationToken).ConfigureAwait(false);
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        KeyGrant grant = new()
        {
            Id = Guid.CreateVersion7(now),
            Scope = KeyScope.ForObject(source.Container, source.Name),
            Permissions = Permissions.Read,
            Form = KeyForm.SignedUrl,
            IssuedAt = now,
            NotBefore = now - Backdating,
            ExpiresAt = now + Lifetime,
            MinimumExpiresAt = now + Backdating,
        };
        SignedUrl key = (SignedUrl)await signer.SignAsync(grant, cancellationToken).ConfigureAwait(false);

        // The key's own URL is the clients', perhaps that of a delivery network; its signature does not name the host.
        return new UriBuilder(blob.Uri) { Query = key.Url[key.Url.IndexOf('?')..] }.Uri;
    }
}
