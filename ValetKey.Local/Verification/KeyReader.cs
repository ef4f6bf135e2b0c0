using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using ValetKey.Local.Signing;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Verification;

/// <summary>
/// Reads the fields of a key whose signature is right. Our own signer wrote them, so a fault here means a version that this one does not know:
/// refused as a whole, since a constraint that is not understood cannot be enforced.
/// </summary>
internal static class KeyReader
{
    public static VerifiedKey? TryRead(PresentedKey key, ResourcePath path)
    {
        try
        {
            return Read(key, path);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static VerifiedKey Read(PresentedKey key, ResourcePath path)
    {
        DateTimeOffset expiresAt = ReadTime(key[TokenFields.Expiry]!);
        return new VerifiedKey
        {
            Id = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(key.Signature)),
            Form = key[TokenFields.Form] switch
            {
                "u" => KeyForm.SignedUrl,
                "f" => KeyForm.SignedForm,
                "q" => KeyForm.SignedQuery,
                string other => throw new FormatException($"Unknown form '{other}'."),
                null => throw new FormatException("No form."),
            },
            Scope = key[TokenFields.Resource] switch
            {
                "q" when path.IsQueue => KeyScope.ForQueue(path.Container),
                _ when path.IsQueue => throw new FormatException("A key for objects does not open a queue."),
                "o" => KeyScope.ForObject(path.Container, key[TokenFields.Name] ?? path.Name!),
                "p" => KeyScope.ForPrefix(path.Container, key[TokenFields.Name]!),
                "t" => KeyScope.ForPart(
                    path.Container, path.Name!, key[TokenFields.Upload]!,
                    int.Parse(key[TokenFields.Part]!, NumberStyles.None, CultureInfo.InvariantCulture)),
                "c" => KeyScope.ForContainer(path.Container),
                string other => throw new FormatException($"Unknown resource '{other}'."),
                null => throw new FormatException("No resource."),
            },
            Permissions = TokenFields.TryReadLetters(key[TokenFields.Permissions], out Permissions permissions)
                ? permissions
                : throw new FormatException("Unknown permission."),
            NotBefore = ReadTime(key[TokenFields.Start]!),
            ExpiresAt = expiresAt,
            Constraints = ReadConstraints(key),
            SingleUse = key[TokenFields.SingleUse] is { } id ? new SingleUse(Guid.ParseExact(id, "N"), expiresAt) : null,
        };
    }

    private static KeyConstraints ReadConstraints(PresentedKey key) => new()
    {
        ContentType = key[TokenFields.ContentType],
        ContentLength = key[TokenFields.Length] is { } length ? ReadLength(length) : null,
        Checksum = key[TokenFields.Checksum] is { } checksum ? ReadChecksum(checksum) : null,
        Metadata = QueryHelpers.ParseQuery(key[TokenFields.Metadata]).ToDictionary(item => item.Key, item => item.Value.ToString()),
        ClientNetwork = key[TokenFields.Network] is { } network ? ReadNetwork(network) : null,
        HttpsOnly = key[TokenFields.HttpsOnly] is not null,
        SingleUse = key[TokenFields.SingleUse] is not null,
        Response = ReadResponse(key),
    };

    private static ResponseOverrides? ReadResponse(PresentedKey key)
    {
        ResponseOverrides response = new()
        {
            ContentType = key[TokenFields.ResponseType],
            ContentDisposition = key[TokenFields.ResponseDisposition],
            CacheControl = key[TokenFields.ResponseCacheControl],
            ContentEncoding = key[TokenFields.ResponseEncoding],
            ContentLanguage = key[TokenFields.ResponseLanguage],
        };
        return response == new ResponseOverrides() ? null : response;
    }

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    private static LengthRange ReadLength(string text) => text.Split('-') is [string minimum, string maximum]
        ? LengthRange.Between(
            long.Parse(minimum, NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(maximum, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException("A length is two numbers.");

    private static Checksum ReadChecksum(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        ChecksumAlgorithm algorithm = (ChecksumAlgorithm)int.Parse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Checksum(algorithm, Base64Url.DecodeFromChars(text.AsSpan(dash + 1)));
    }

    private static ClientNetwork ReadNetwork(string text) => text.Split('-') is [string first, string last]
        ? ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last))
        : throw new FormatException("A network is two addresses.");
}
