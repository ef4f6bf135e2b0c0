using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>Where the key of valid options comes from.</summary>
internal static class KeySources
{
    public static IKeySource Create(GoogleCloudStorageOptions options, RemoteSigning signing)
    {
        if (options.HmacKey is { } hmac)
        {
            return new FixedKeySource(new V4HmacKey(hmac.AccessId, hmac.Secret, GcsLabels.Hmac));
        }

        if (options.BlobSigner is { } signer)
        {
            return new FixedKeySource(new RemoteKey(options.ServiceAccount!, signer, signing));
        }

        if (FileOf(options) is { } file)
        {
            return file.IsServiceAccount && options.ServiceAccount is null
                ? new FixedKeySource(file.ToServiceAccountKey())
                : new CredentialKeySource(() => Task.FromResult(file.ToCredential()), isOurs: true, options.ServiceAccount, signing);
        }

        return ClientSetups.CredentialOf(options) is { } credential
            ? new CredentialKeySource(() => Task.FromResult(credential), isOurs: false, options.ServiceAccount, signing)
            : new CredentialKeySource(() => GoogleCredential.GetApplicationDefaultAsync(), isOurs: true, options.ServiceAccount, signing);
    }

    /// <summary>The credential file of the options, or null where they have none.</summary>
    public static CredentialFile? FileOf(GoogleCloudStorageOptions options) =>
        (options.CredentialJson ?? options.CredentialPath) is null ? null
        : CredentialRules.TryReadFile(options.CredentialJson, options.CredentialPath, out CredentialFile? file, out string? fault) ? file
        : throw new ValetKeyException(
            ValetKeyErrorReason.CredentialsUnavailable, $"The credential file has changed since it was validated: {fault}");
}
