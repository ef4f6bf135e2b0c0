using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>
/// What entity tags tell ("Object", Amazon S3 API reference): the content's MD5 in hexadecimal digits; for an object of parts the MD5 of their MD5s
/// and the number of parts; or nothing of the kind, where encryption by KMS or by a customer's key has to do with it.
/// </summary>
internal static class EntityTag
{
    private const int Md5Digits = 32;

    public static bool AreSame(string? one, string? other) => one is not null && other is not null && Bare(one) == Bare(other);

    /// <summary>The MD5 that a tag is; null where it is none.</summary>
    public static byte[]? Md5Of(string tag)
    {
        string digits = Bare(tag);
        return digits.Length == Md5Digits && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    public static bool IsOfParts(string tag) => Bare(tag).Contains('-', StringComparison.Ordinal);

    /// <summary>Whether an object can be the one that these parts make.</summary>
    /// <param name="tag">The object's tag.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="isMd5Based">Whether the store's tags are MD5s for this object; then the parts' contents count, else their number alone.</param>
    public static bool IsOf(string tag, IReadOnlyList<UploadedPart> parts, bool isMd5Based)
    {
        byte[]?[] sums = [.. parts.Select(part => Md5Of(part.Revision))];
        string sum = isMd5Based && sums.All(known => known is not null)
            ? Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, [.. sums.SelectMany(known => known!)]))
            : "";
        return Bare(tag).EndsWith($"{sum}-{parts.Count}", StringComparison.Ordinal);
    }

    private static string Bare(string tag) => tag.Trim('"');
}
