using System.Diagnostics;
using System.Security.Cryptography;

namespace ValetKey.Gcp;

/// <summary>
/// A customer-supplied encryption key ("Customer-supplied encryption keys" in the Cloud Storage documentation), with which an object is written or
/// read.
/// </summary>
/// <remarks>
/// A V4 signature covers the headers that bear the key, so the signer must know it, and the client gets it among <see cref="SignedUrl.Headers"/>. It
/// is not part of the URL, and this object's text does not show it.
/// </remarks>
public sealed record GcsCustomerKey : KeyExtra
{
    /// <summary>How many bytes a key has.</summary>
    public const int KeyLength = 32;

    /// <summary>Takes a key, which is copied.</summary>
    /// <param name="key">An AES-256 key: 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> has another length.</exception>
    public GcsCustomerKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"A customer-supplied key has {KeyLength} bytes, not {key.Length}.", nameof(key));
        }

        Key = Convert.ToBase64String(key);
        KeySha256 = Convert.ToBase64String(SHA256.HashData(key));
    }

    /// <summary>The key's SHA-256 in base64, by which the service names it.</summary>
    public string KeySha256 { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string Key { get; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write | Permissions.Read | Permissions.ReadProperties;

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) => request.Extras.Any(extra => extra is GcsUploadKmsKey)
        ? $"encrypts an object, as {nameof(GcsUploadKmsKey)} does; an object is encrypted by one of the two, not by both"
        : null;
}
