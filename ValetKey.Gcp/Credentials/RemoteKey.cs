using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>A key that is elsewhere, at IAM or behind the application's own signer.</summary>
internal sealed class RemoteKey(string account, IBlobSigner signer, RemoteSigning signing) : V4Key(account, GcsLabels.Rsa)
{
    private readonly RemoteCalls _calls = new(account, signing);

    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public override ValueTask<byte[]> SignAsync(byte[] text, DateTimeOffset signedAt, CancellationToken cancellationToken) =>
        _calls.MakeAsync(async token => Decode(await signer.SignBlobAsync(text, token).ConfigureAwait(false)), cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _calls.Dispose();
        }

        base.Dispose(disposing);
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
