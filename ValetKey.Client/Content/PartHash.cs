using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using ValetKey.Client.Application;

namespace ValetKey.Client.Content;

/// <summary>Checksums of content, by the contract's names of algorithms.</summary>
internal static class PartHash
{
    public const string Crc32C = "crc32c";
    public const string Md5 = "md5";
    public const string Sha256 = "sha256";

    /// <summary>What a key says that the store enforces, where it enforces this checksum.</summary>
    public static string EnforcedName(string algorithm) => algorithm switch
    {
        Crc32C => "checksumCrc32C",
        Md5 => "checksumMd5",
        _ => "checksumSha256",
    };

    public static async Task<ChecksumDocument> ComputeAsync(string algorithm, ContentPart part, CancellationToken cancellationToken)
    {
        byte[] value;
        if (algorithm == Crc32C)
        {
            uint crc = uint.MaxValue;
            await part.ReadAllAsync(
                bytes =>
                {
                    crc = Append(crc, bytes.Span);
                    return ValueTask.CompletedTask;
                },
                cancellationToken).ConfigureAwait(false);
            value = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(value, ~crc);
        }
        else
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(algorithm == Md5 ? HashAlgorithmName.MD5 : HashAlgorithmName.SHA256);
            await part.ReadAllAsync(
                bytes =>
                {
                    hash.AppendData(bytes.Span);
                    return ValueTask.CompletedTask;
                },
                cancellationToken).ConfigureAwait(false);
            value = hash.GetHashAndReset();
        }

        return new ChecksumDocument(algorithm, Convert.ToBase64String(value));
    }

    /// <summary>CRC-32C (RFC 3720) by the processor's own instruction.</summary>
    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}
