using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>
/// Signs with one private key, to be kept and used by many threads at once. Each thread has a key object of its own, made from the key as it was
/// parsed once: one object shared by two threads is hardly faster than one thread.
/// </summary>
public sealed class PrivateKeySigner : IDisposable
{
    private const int LargestKey = 4096;

    private readonly byte[] _pkcs8;
    private readonly ThreadLocal<AsymmetricAlgorithm> _perThread;
    private bool _isDisposed;

    /// <summary>Creates the signer.</summary>
    /// <param name="key">An <see cref="RSA"/> or <see cref="ECDsa"/> key, which is copied.</param>
    /// <exception cref="ArgumentException">The key is of another kind.</exception>
    /// <exception cref="CryptographicException">The key cannot be copied, or has more than 4,096 bits.</exception>
    public PrivateKeySigner(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeySize > LargestKey)
        {
            throw new CryptographicException($"The key has {key.KeySize} bits; the most is {LargestKey}.");
        }

        LargestSignature = key switch
        {
            RSA => (key.KeySize + 7) / 8,
            ECDsa ecdsa => ecdsa.GetMaxSignatureSize(DSASignatureFormat.Rfc3279DerSequence),
            _ => throw new ArgumentException("The key is neither RSA nor ECDSA.", nameof(key)),
        };
        IsDeterministic = key is RSA;
        _pkcs8 = key.ExportPkcs8PrivateKey();
        _perThread = new ThreadLocal<AsymmetricAlgorithm>(Import);
    }

    /// <summary>Whether equal texts have equal signatures. Each ECDSA signature differs.</summary>
    public bool IsDeterministic { get; }

    /// <summary>The most bytes that a signature has: always so many by RSA, up to so many by ECDSA.</summary>
    public int LargestSignature { get; }

    /// <summary>Signs a text: RSA by PKCS #1 v1.5, ECDSA as DER (RFC 3279).</summary>
    /// <param name="text">The text to sign.</param>
    /// <param name="hash">The hash under the signature.</param>
    /// <param name="signature">At least <see cref="LargestSignature"/> bytes.</param>
    /// <returns>How many bytes the signature has.</returns>
    /// <exception cref="CryptographicException">This machine's cryptography refuses the hash.</exception>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    public int Sign(ReadOnlySpan<byte> text, HashAlgorithmName hash, Span<byte> signature)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        return _perThread.Value is RSA rsa
            ? rsa.SignData(text, signature, hash, RSASignaturePadding.Pkcs1)
            : ((ECDsa)_perThread.Value!).SignData(text, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Clears the key.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        CryptographicOperations.ZeroMemory(_pkcs8);
        _perThread.Dispose();
    }

    private AsymmetricAlgorithm Import()
    {
        AsymmetricAlgorithm key = IsDeterministic ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(_pkcs8, out _);
        if (Volatile.Read(ref _isDisposed))
        {
            key.Dispose(); // The key may have been cleared while it was copied.
            throw new ObjectDisposedException(nameof(PrivateKeySigner));
        }

        return key;
    }
}
