using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;

namespace ValetKey.AspNetCore.Flow;

/// <summary>
/// Ids of uploads: random; or, of a declaration that bears a key, the same whenever the same user makes it again with that key, so that the
/// ledger knows it (draft-ietf-httpapi-idempotency-key-header). Another declaration with the key is another upload.
/// </summary>
internal static class UploadIds
{
    public const string KeyHeader = "Idempotency-Key";

    private const int Length = 32;
    private const int MaximumKeyLength = 255;

    public static string New() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <returns>Null without a key, or for nobody in particular: the keys of all who are not signed in would be each other's.</returns>
    /// <exception cref="RefusedException">The key is too long.</exception>
    public static string? Repeated(string uploads, UploadDeclaration declaration, string? subject, HttpRequest request)
    {
        string key = request.Headers[KeyHeader].ToString();
        if (key.Length == 0 || subject is null)
        {
            return null;
        }

        if (key.Length > MaximumKeyLength)
        {
            throw new RefusedException(Problems.Malformed($"'{KeyHeader}' has {MaximumKeyLength} characters at most."));
        }

        string all = string.Join(
            '\n',
            uploads,
            key,
            declaration.Name,
            declaration.Length.ToString(CultureInfo.InvariantCulture),
            declaration.ContentType,
            declaration.Checksum is { } checksum ? $"{checksum.Algorithm}:{checksum.ToBase64()}" : null,
            subject);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..Length];
    }
}
