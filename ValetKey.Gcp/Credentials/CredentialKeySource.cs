using Google.Apis.Auth.OAuth2;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>Finds a credential when it is first needed, once for all who wait, and keeps what signs for it.</summary>
/// <param name="find">Finds the credential.</param>
/// <param name="isOurs">
/// Whether the credential was made here. The application may have set up the connections of its own, which cannot be told, so those are left alone.
/// </param>
/// <param name="impersonated">The account that the credential impersonates to sign, if any.</param>
/// <param name="signing">What remote keys need.</param>
internal sealed class CredentialKeySource(Func<Task<GoogleCredential>> find, bool isOurs, string? impersonated, RemoteSigning signing) : IKeySource
{
    private readonly FoundCredential<V4Key> _key = new(
        async () =>
        {
            GoogleCredential credential = await find().ConfigureAwait(false);
            GoogleCredential signer = impersonated is null ? credential : CredentialKeys.Impersonate(credential, impersonated);
            return await CredentialKeys.OfAsync(isOurs ? DateObserver.Attach(signer, signing) : signer, signing).ConfigureAwait(false);
        },
        fault => Explain(fault, signing.IssuerName),
        signing.IssuerName,
        signing.Time,
        signing.Logger);

    public ValueTask<V4Key> GetAsync(CancellationToken cancellationToken) => _key.GetAsync(cancellationToken);

    public void Dispose() => _key.Dispose();

    /// <summary>The library's message may quote the credential, so it stays inside.</summary>
    private static ValetKeyException Explain(Exception fault, string issuerName) => new(
        ValetKeyErrorReason.CredentialsUnavailable,
        $"'{issuerName}' has no Google credential to sign with ({fault.GetType().Name}). Set {nameof(GoogleCloudStorageOptions.Credential)}, "
        + "or give the application default credentials: GOOGLE_APPLICATION_CREDENTIALS, or a service account where it runs.",
        fault)
    {
        IsTransient = true,
    };
}
