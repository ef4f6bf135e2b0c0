using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>"Create a string to sign" and "Calculate the signature", AWS Signature Version 4.</summary>
internal static class StringToSign
{
    private const int FixedLength = 17 + BasicDate.Length + 1 + 1 + 64;

    public static void Sign(DayKey key, scoped ReadOnlySpan<byte> date, scoped ReadOnlySpan<byte> canonicalRequest, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        PooledHash.Sha256(canonicalRequest, hash);
        AsciiWriter writer = new(stackalloc byte[FixedLength + key.Scope.Length]);
        writer.Raw("AWS4-HMAC-SHA256\n"u8);
        writer.Raw(date);
        writer.Raw('\n');
        writer.Raw(key.Scope);
        writer.Raw('\n');
        writer.Hex(hash);
        key.Hash.Hash(writer.Written, signature);
    }
}
