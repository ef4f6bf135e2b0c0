using System.Security.Cryptography;
using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What signs for a credential: its private key, where it has one that can be copied, and IAM otherwise.</summary>
internal static class CredentialKeys
{
    /// <summary>Why a credential cannot sign by itself, as the end of a sentence, or null.</summary>
    public static string? FaultOf(GoogleCredential credential) => credential.UnderlyingCredential switch
    {
        ServiceAccountCredential or ImpersonatedCredential or ComputeCredential => null,
        ExternalAccountCredential { ServiceAccountImpersonationUrl: not null } =>
            $"is a federated credential that impersonates by a setting of its own, which Google's library cannot sign with; set "
            + $"{nameof(GoogleCloudStorageOptions.CredentialPath)} to its file instead",
        ExternalAccountCredential => "is a federated credential, which has no service account; set "
            + $"{nameof(GoogleCloudStorageOptions.ServiceAccount)} to one that it may impersonate",
        UserCredential => $"is a user's credential, which cannot sign; set {nameof(GoogleCloudStorageOptions.ServiceAccount)} to an account "
            + "that the user may impersonate",
        { } other => $"is of the type {other.GetType().Name}, which cannot sign; use a service account's, an impersonated or a compute credential",
        null => "is empty",
    };

    /// <exception cref="ValetKeyException">The credential cannot sign.</exception>
    public static async ValueTask<V4Key> OfAsync(GoogleCredential credential, RemoteSigning signing)
    {
        if (FaultOf(credential) is { } fault)
        {
            throw Fault($"The credential {fault}.");
        }

        switch (credential.UnderlyingCredential)
        {
            case ServiceAccountCredential account:
                return OfServiceAccount(account, signing);
            case ImpersonatedCredential { TargetPrincipal: { Length: > 0 } target }:
                return new RemoteKey(target, credential, signing);
            case ComputeCredential compute:
                string email = await compute.GetDefaultServiceAccountEmailAsync(CancellationToken.None).ConfigureAwait(false);
                return new RemoteKey(email, credential, signing);
            default:
                throw Fault("The credential does not say in whose name it signs.");
        }
    }

    /// <summary>A credential that signs as another account.</summary>
    /// <exception cref="ValetKeyException">The credential cannot impersonate.</exception>
    public static GoogleCredential Impersonate(GoogleCredential credential, string account)
    {
        try
        {
            return credential.Impersonate(new ImpersonatedCredential.Initializer(account));
        }
        catch (InvalidOperationException fault)
        {
            throw Fault($"The credential cannot impersonate {account}: Google's library lets a service account's, a user's and a federated "
                + "credential do so.", fault);
        }
    }

    /// <summary>A key in a hardware module or a certificate store cannot be copied; it signs where it is.</summary>
    private static V4Key OfServiceAccount(ServiceAccountCredential account, RemoteSigning signing)
    {
        try
        {
            return account.Key is { } key ? new V4RsaKey(account.Id, key, GcsLabels.Rsa) : new RemoteKey(account.Id, account, signing);
        }
        catch (CryptographicException)
        {
            return new RemoteKey(account.Id, account, signing);
        }
    }

    private static ValetKeyException Fault(string message, Exception? cause = null) =>
        new(ValetKeyErrorReason.CredentialsUnavailable, message, cause);
}
