using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Providers;

/// <summary>Signs by an HMAC with SHA-256, with a key derived from a secret for each day ("Derive a signing key", AWS Signature Version 4).</summary>
public sealed class V4HmacKey : V4LocalKey
{
    private readonly byte[] _secret;

    /// <summary>Creates the key.</summary>
    /// <param name="accessKeyId">The id of the access key.</param>
    /// <param name="secret">Its secret, which is copied.</param>
    /// <param name="labels">The words of the service.</param>
    /// <param name="securityToken">The token of the session that the access key is of; null or empty where it is of none.</param>
    public V4HmacKey(string accessKeyId, string secret, V4Labels labels, string? securityToken = null)
        : base(accessKeyId, labels, securityToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        _secret = Encoding.UTF8.GetBytes(labels.SecretPrefix + secret);
    }

    internal override int SignatureLength => SHA256.HashSizeInBytes;

    internal override void Sign(V4Day day, ReadOnlySpan<byte> text, Span<byte> signature) => day.Hash!.Hash(text, signature);

    internal override KeyedHash DeriveHash(string date)
    {
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(date), key);
        foreach (string part in (ReadOnlySpan<string>)[Labels.Region, Labels.Service, Labels.Terminator])
        {
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part), key);
        }

        KeyedHash hash = new(HashAlgorithmName.SHA256, key);
        CryptographicOperations.ZeroMemory(key);
        return hash;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        CryptographicOperations.ZeroMemory(_secret);
    }
}
