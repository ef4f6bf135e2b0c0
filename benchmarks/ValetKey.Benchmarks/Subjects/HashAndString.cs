using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>The least that signing a URL can cost without keeping a keyed hash: one one-shot HMAC over 300 bytes, and a string of 300 characters.</summary>
internal sealed class HashAndString
{
    public const int Length = 300;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _data = Encoding.ASCII.GetBytes(new string('x', Length));

    public string Run()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, _data, hash);
        return Encoding.ASCII.GetString(_data);
    }
}
