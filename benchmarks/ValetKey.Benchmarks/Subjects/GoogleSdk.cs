using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>Google's own SDK, signing the same download.</summary>
internal static class GoogleSdk
{
    private static readonly UrlSigner Signer = UrlSigner.FromCredential(
        CredentialFactory.FromJson<ServiceAccountCredential>(RsaSignature.CredentialJson));

    public static string SignDownload() => Signer.Sign(
        Requests.Download.Scope.Container, Requests.Download.Scope.Name, TimeSpan.FromMinutes(15), HttpMethod.Get, SigningVersion.V4);
}
