using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Local.Keys;

/// <summary>One key of the ring, set up for use.</summary>
internal sealed class LocalSigningKey : IDisposable
{
    public LocalSigningKey(string id, ReadOnlySpan<byte> secret)
    {
        Id = id;
        IdBytes = Encoding.ASCII.GetBytes(id);
        Hash = new KeyedHash(HashAlgorithmName.SHA256, secret);
    }

    public string Id { get; }

    public byte[] IdBytes { get; }

    public KeyedHash Hash { get; }

    public void Dispose() => Hash.Dispose();
}
