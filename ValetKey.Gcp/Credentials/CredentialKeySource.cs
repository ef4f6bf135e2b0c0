using Google.Apis.Auth.OAuth2;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>Finds a credential when it is first needed, once for all who wait, and keeps what signs for it. A failed search is tried again by the next.</summary>
/// <param name="find">Finds the credential.</param>
/// <param name="isOurs">Whether the credential was made here. The application may have set up the connections of its own, which cannot be told, so those are left alone.</param>
/// <param name="impersonated">The account that the credential impersonates to sign, if any.</param>
/// <param name="signing">What remote keys need.</param>
internal sealed class CredentialKeySource(Func<Task<GoogleCredential>> find, bool isOurs, string? impersonated, RemoteSigning signing) : IKeySource
{
    private readonly Lock _searching = new();
    private V4Key? _key;
    private Task<V4Key>? _search;

    public ValueTask<V4Key> GetAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _key) is { } key ? ValueTask.FromResult(key) : WaitAsync(cancellationToken);

    public void Dispose() => _key?.Dispose();

    private async ValueTask<V4Key> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Search().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not ValetKeyException && !cancellationToken.IsCancellationRequested)
        {
            // The library's message may quote the credential, so it stays inside.
            throw new ValetKeyException(
                ValetKeyErrorReason.CredentialsUnavailable,
                $"'{signing.IssuerName}' has no Google credential to sign with ({fault.GetType().Name}). Set {nameof(GoogleCloudStorageOptions.Credential)}, or give the "
                + "application default credentials: GOOGLE_APPLICATION_CREDENTIALS, or a service account where it runs.",
                fault)
            {
                IsTransient = true,
            };
        }
    }

    private Task<V4Key> Search()
    {
        lock (_searching)
        {
            if (_search is null || _search.IsFaulted || _search.IsCanceled)
            {
                _search = Task.Run(SearchAsync); // The library reads files and asks the metadata server, not all of it asynchronously.
            }

            return _search;
        }
    }

    private async Task<V4Key> SearchAsync()
    {
        GoogleCredential credential = await find().ConfigureAwait(false);
        GoogleCredential signer = impersonated is null ? credential : CredentialKeys.Impersonate(credential, impersonated);
        V4Key key = await CredentialKeys.OfAsync(isOurs ? DateObserver.Attach(signer, signing) : signer, signing).ConfigureAwait(false);
        Volatile.Write(ref _key, key);
        return key;
    }
}
