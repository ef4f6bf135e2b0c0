using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>Signs policies.</summary>
/// <param name="key">An RSA or ECDSA key, which is copied.</param>
/// <param name="hash">The hash under the signatures.</param>
internal sealed class PolicySigner(AsymmetricAlgorithm key, CloudFrontSignatureHash hash) : IDisposable
{
    private readonly PrivateKeySigner _signer = new(key);
    private readonly HashAlgorithmName _hash = hash == CloudFrontSignatureHash.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;

    public CloudFrontSignatureHash Hash => hash;

    /// <summary>Whether a policy has one signature.</summary>
    public bool IsDeterministic => _signer.IsDeterministic;

    /// <summary>The signature in CloudFront's base64.</summary>
    public string Sign(ReadOnlySpan<byte> policy)
    {
        Span<byte> signature = stackalloc byte[_signer.LargestSignature];
        return UrlSafeBase64.Encode(signature[.._signer.Sign(policy, _hash, signature)]);
    }

    /// <summary>Whether this machine's cryptography signs with the hash; some are set up to refuse SHA-1.</summary>
    public bool CanSign()
    {
        try
        {
            Sign("{}"u8);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _signer.Dispose();
}
