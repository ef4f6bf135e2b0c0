using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>A piece of a blob that becomes a block of another.</summary>
/// <param name="Source">The blob, whose content must be the one that was found.</param>
/// <param name="Offset">Where the piece begins.</param>
/// <param name="Length">Its length in bytes; 0 for a blob that has nothing to copy, and becomes no block.</param>
/// <param name="BlockId">
/// The block's id. All blocks of a blob, those of others who write to it included, have ids of one length ("Put Block", Blob service REST API), so
/// each is a hash.
/// </param>
internal sealed record Piece(StorageObject Source, long Offset, long Length, string BlockId)
{
    /// <summary>What one call may copy ("Put Block From URL"; versions from 2020-04-08 on).</summary>
    public const long Longest = 4000 * MiB;

    /// <summary>
    /// What one call copies usually. The call lasts as long as the copy does, and the SDK takes one that lasts over 100 seconds for dead.
    /// </summary>
    public const long Usual = 256 * MiB;

    private const long MiB = 1024 * 1024;

    /// <summary>How many blocks a blob has at most ("Put Block List").</summary>
    private const int MostBlocks = 50_000;

    /// <summary>Cuts blobs into pieces.</summary>
    /// <param name="sources">The blobs, in order.</param>
    /// <param name="owner">
    /// Whose blocks they are: the same owner, source and place give the same id. Where that is the upload, whoever stages a block of an id stages the
    /// same content, so that several may do so at once; where it is one attempt, the ids tell whether it was this attempt that made the blob.
    /// </param>
    public static List<Piece> Cut(IReadOnlyList<StorageObject> sources, string owner)
    {
        long total = sources.Sum(source => source.Length);
        long size = Math.Clamp(DivideUp(total, MostBlocks - sources.Count), Usual, Longest);
        List<Piece> pieces = [];
        foreach (StorageObject source in sources)
        {
            long offset = 0;
            do
            {
                long length = Math.Min(size, source.Length - offset);
                pieces.Add(new Piece(source, offset, length, IdOf(owner, source, offset, length)));
                offset += length;
            }
            while (offset < source.Length);
        }

        return pieces;
    }

    private static string IdOf(string owner, StorageObject source, long offset, long length) => Convert.ToBase64String(SHA256.HashData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{owner}\n{source.Name}\n{source.Revision}\n{offset}\n{length}"))));

    private static long DivideUp(long total, long parts) => (total + parts - 1) / parts;
}
