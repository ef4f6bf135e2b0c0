using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>
/// Signs by a service account's private key. Each thread has a key object of its own, made from the key as it was parsed once: one object shared by two
/// threads is hardly faster than one thread.
/// </summary>
internal sealed class RsaKey : LocalKey
{
    private readonly byte[] _pkcs8;
    private readonly ThreadLocal<RSA> _perThread;
    private bool _isDisposed;

    /// <param name="account">The service account's e-mail address.</param>
    /// <param name="key">Its private key, which is copied.</param>
    /// <exception cref="CryptographicException">The key cannot be copied, or is too large.</exception>
    public RsaKey(string account, RSA key)
        : base(account, V4Labels.GoogleRsa)
    {
        if (key.KeySize > LargestSignature * 8)
        {
            throw new CryptographicException($"The key has {key.KeySize} bits; the most is {LargestSignature * 8}.");
        }

        _pkcs8 = key.ExportPkcs8PrivateKey();
        _perThread = new ThreadLocal<RSA>(Import);
    }

    public override int Sign(DayScope scope, ReadOnlySpan<byte> text, Span<byte> signature)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        PooledHash.Sha256(text, hash);
        return _perThread.Value!.TrySignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out int written)
            ? written
            : throw new CryptographicException("The signature is longer than the key.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Volatile.Write(ref _isDisposed, true);
            CryptographicOperations.ZeroMemory(_pkcs8);
            _perThread.Dispose();
        }

        base.Dispose(disposing);
    }

    private RSA Import()
    {
        RSA key = RSA.Create();
        key.ImportPkcs8PrivateKey(_pkcs8, out _);
        if (Volatile.Read(ref _isDisposed))
        {
            key.Dispose(); // The key may have been cleared while it was copied.
            throw new ObjectDisposedException(nameof(RsaKey));
        }

        return key;
    }
}
