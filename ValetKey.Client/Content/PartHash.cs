using System.Buffers.Binary;
using System.Security.Cryptography;
using ValetKey.Client.Application;

namespace ValetKey.Client.Content;

/// <summary>Checksums of content, by the contract's names of algorithms.</summary>
internal static class PartHash
{
    public const string Crc32C = "crc32c";
    private const string Md5 = "md5";
    public const string Sha256 = "sha256";

    private static readonly string[] FromTheCheapest = [Crc32C, Md5, Sha256];

    /// <returns>Null where there is none that is known here.</returns>
    public static string? CheapestOf(IReadOnlyList<string> algorithms) => FromTheCheapest.FirstOrDefault(algorithms.Contains);

    public static async Task<ChecksumDocument> ComputeAsync(string algorithm, ContentPart part, CancellationToken cancellationToken)
    {
        byte[] value;
        if (algorithm == Crc32C)
        {
            uint crc = Content.Crc32C.Empty;
            await part.ReadAllAsync(
                bytes =>
                {
                    crc = Content.Crc32C.Append(crc, bytes.Span);
                    return ValueTask.CompletedTask;
                },
                cancellationToken).ConfigureAwait(false);
            value = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(value, crc);
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
}
