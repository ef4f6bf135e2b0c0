using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>
/// The least that signing for S3 can cost without keeping hashes: one one-shot SHA-256 over a canonical request of 400 bytes, one one-shot HMAC over
/// a string to sign of 140, and a URL of 350 characters.
/// </summary>
internal sealed class TwoHashesAndString
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _data = Encoding.ASCII.GetBytes(new string('x', 400));

    public string Run()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_data, hash);
        HMACSHA256.HashData(_key, _data.AsSpan(..140), hash);
        return Encoding.ASCII.GetString(_data, 0, 350);
    }
}
