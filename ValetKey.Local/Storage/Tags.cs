using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Local.Storage;

/// <summary>
/// Entity tags: of what came in one piece its MD5, as most stores have it; of anything else what can be told from its pieces without reading them
/// again.
/// </summary>
internal static class Tags
{
    private const int DigestBytes = 16;

    public static string OfWhole(byte[] md5) => $"\"{Convert.ToHexStringLower(md5)}\"";

    /// <summary>The MD5 that a tag is; null where it tells of something else.</summary>
    public static byte[]? Md5Of(string tag) => tag.Length == 2 + (2 * DigestBytes) ? Convert.FromHexString(tag.AsSpan(1, 2 * DigestBytes)) : null;

    /// <summary>Of the parts' digests, and how many there were.</summary>
    public static string OfParts(IReadOnlyCollection<byte[]> md5s) =>
        $"\"{Digest([.. md5s.SelectMany(md5 => md5)])}-{md5s.Count.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Another one than before, even if nothing was added.</summary>
    public static string OfAppended(string before, byte[] md5) => $"\"{Digest([.. Encoding.ASCII.GetBytes(before), .. md5])}-a\"";

    private static string Digest(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data).AsSpan(0, DigestBytes));
}
