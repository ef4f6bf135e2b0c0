using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>Signs by RSA (PKCS #1 v1.5) with SHA-256, such as by a service account's private key.</summary>
public sealed class V4RsaKey : V4LocalKey
{
    private readonly PrivateKeySigner _signer;

    /// <summary>Creates the key.</summary>
    /// <param name="account">In whose name it signs.</param>
    /// <param name="key">The private key, of 4,096 bits at most, which is copied.</param>
    /// <param name="labels">The words of the service.</param>
    /// <exception cref="CryptographicException">The key cannot be copied, or is too large.</exception>
    public V4RsaKey(string account, RSA key, V4Labels labels)
        : base(account, labels, securityToken: null) => _signer = new PrivateKeySigner(key);

    internal override int SignatureLength => _signer.LargestSignature;

    internal override void Sign(V4Day day, ReadOnlySpan<byte> text, Span<byte> signature) => _signer.Sign(text, HashAlgorithmName.SHA256, signature);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _signer.Dispose();
    }
}
