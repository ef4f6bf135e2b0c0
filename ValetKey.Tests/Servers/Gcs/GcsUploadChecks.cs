using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>What the headers of an upload demand of it ("HTTP headers and query string parameters", XML API).</summary>
internal static class GcsUploadChecks
{
    private static readonly string[] Kept =
        ["cache-control", "content-disposition", "content-encoding", "content-language", "x-goog-encryption-kms-key-name",
            "x-goog-encryption-key-sha256"];

    public static long? ExpectedGeneration(ReceivedRequest request) => request.Header("x-goog-if-generation-match") is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long generation) ? generation
        : throw GcsFault.Argument("x-goog-if-generation-match is no number.");

    public static void CheckBody(ReceivedRequest request, byte[] body)
    {
        CheckLength(request, body.Length);
        if (request.Header("content-md5") is { } md5)
        {
            CheckDigest("Content-MD5", md5, Md5(body));
        }

        foreach (string hash in request.Headers.Where(header => header.Key.Equals("x-goog-hash", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Split(',')))
        {
            string[] parts = hash.Trim().Split('=', 2);
            CheckDigest("x-goog-hash", parts[1], parts[0] switch
            {
                "crc32c" => Crc32C(body),
                "md5" => Md5(body),
                _ => throw GcsFault.Argument($"The hash {parts[0]} is not known."),
            });
        }

        if (request.Header("x-goog-content-sha256") is { } sha256 && sha256 != "UNSIGNED-PAYLOAD"
            && sha256 != Convert.ToHexStringLower(SHA256.HashData(body)))
        {
            throw new GcsFault(400, "XAmzContentSHA256Mismatch", "The body is not the one that was signed.");
        }
    }

    /// <summary>What is kept with the object.</summary>
    public static Dictionary<string, string> HeadersToKeep(ReceivedRequest request)
    {
        CheckKey(request);
        Dictionary<string, string> kept = new() { ["content-type"] = request.Header("content-type") ?? "application/octet-stream" };
        foreach ((string name, string value) in request.Headers)
        {
            if (Kept.Contains(name.ToLowerInvariant()) || name.StartsWith("x-goog-meta-", StringComparison.OrdinalIgnoreCase))
            {
                kept[name.ToLowerInvariant()] = value;
            }
        }

        return kept;
    }

    /// <summary>A customer's key goes with its hash.</summary>
    public static void CheckKey(ReceivedRequest request)
    {
        string? key = request.Header("x-goog-encryption-key");
        string? hash = request.Header("x-goog-encryption-key-sha256");
        if ((key ?? hash) is not null
            && (key is null || request.Header("x-goog-encryption-algorithm") != "AES256"
                || Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(key))) != hash))
        {
            throw new GcsFault(400, "CustomerEncryptionKeySha256IsInvalid", "The key and its hash do not fit.");
        }
    }

    public static string Md5(byte[] content) => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, content));

    public static string Crc32C(byte[] content)
    {
        uint crc = ~content.Aggregate(uint.MaxValue, BitOperations.Crc32C);
        return Convert.ToBase64String([(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc]);
    }

    private static void CheckLength(ReceivedRequest request, long length)
    {
        if (request.Header("x-goog-content-length-range") is not { } text)
        {
            return;
        }

        long[] range = [.. text.Split(',').Select(number => long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))];
        if (length < range[0])
        {
            throw new GcsFault(400, "EntityTooSmall", $"The upload has {length} bytes.");
        }

        if (length > range[1])
        {
            throw new GcsFault(400, "EntityTooLarge", $"The upload has {length} bytes.");
        }
    }

    private static void CheckDigest(string header, string told, string found)
    {
        if (told != found)
        {
            throw new GcsFault(400, "BadDigest", $"The {header} you specified did not match what was received: {found}.");
        }
    }
}
