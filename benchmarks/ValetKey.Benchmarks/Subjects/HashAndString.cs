using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>The least that signing a URL can cost without keeping a keyed hash: one one-shot HMAC, and one string.</summary>
/// <param name="hashed">How many bytes are hashed.</param>
/// <param name="written">How many characters the string has.</param>
internal sealed class HashAndString(int hashed = HashAndString.Length, int written = HashAndString.Length)
{
    public const int Length = 300;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _data = Encoding.ASCII.GetBytes(new string('x', hashed));
    private readonly byte[] _text = Encoding.ASCII.GetBytes(new string('x', written));

    public string Run()
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, _data, hash);
        return Encoding.ASCII.GetString(_text);
    }
}
