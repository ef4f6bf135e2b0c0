using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Turns a grant that the service can keep into a URL or a form.</summary>
internal interface IGrantSigner : IDisposable
{
    /// <exception cref="ValetKeyException">There is nothing to sign with, or it cannot say what the grant asks for.</exception>
    ValueTask<IssuedKey> SignAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken);
}
