using System.Security.Cryptography;

namespace ValetKey.Aws.CloudFront;

/// <summary>
/// Signs policies. Each thread has a key object of its own, made from the key as it was parsed once: one object shared by two threads is hardly faster than
/// one thread.
/// </summary>
internal sealed class PolicySigner : IDisposable
{
    private const int LargestSignature = 256;

    private readonly HashAlgorithmName _hash;
    private readonly byte[] _pkcs8;
    private readonly ThreadLocal<AsymmetricAlgorithm> _perThread;

    /// <param name="key">An RSA or ECDSA key, which is copied.</param>
    /// <param name="hash">The hash under the signatures.</param>
    public PolicySigner(AsymmetricAlgorithm key, CloudFrontSignatureHash hash)
    {
        Hash = hash;
        IsDeterministic = key is RSA;
        _hash = HashName(hash);
        _pkcs8 = key.ExportPkcs8PrivateKey();
        _perThread = new ThreadLocal<AsymmetricAlgorithm>(Import);
    }

    public CloudFrontSignatureHash Hash { get; }

    /// <summary>Whether a policy has one signature. Each ECDSA signature differs.</summary>
    public bool IsDeterministic { get; }

    /// <summary>The signature in CloudFront's base64: RSA by PKCS#1 v1.5, ECDSA as DER.</summary>
    public string Sign(ReadOnlySpan<byte> policy)
    {
        Span<byte> signature = stackalloc byte[LargestSignature];
        int length = _perThread.Value switch
        {
            RSA rsa => rsa.SignData(policy, signature, _hash, RSASignaturePadding.Pkcs1),
            ECDsa ecdsa => ecdsa.SignData(policy, signature, _hash, DSASignatureFormat.Rfc3279DerSequence),
            _ => throw new InvalidOperationException(),
        };
        return UrlSafeBase64.Encode(signature[..length]);
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

    public void Dispose()
    {
        _perThread.Dispose();
        CryptographicOperations.ZeroMemory(_pkcs8);
    }

    private AsymmetricAlgorithm Import()
    {
        AsymmetricAlgorithm key = IsDeterministic ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(_pkcs8, out _);
        return key;
    }

    private static HashAlgorithmName HashName(CloudFrontSignatureHash hash) =>
        hash == CloudFrontSignatureHash.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
}
