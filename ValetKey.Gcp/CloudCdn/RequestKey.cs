using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Gcp.CloudCdn;

/// <summary>Reads the key that the options name. What is wrong with it is told without a fragment of it.</summary>
internal static class RequestKey
{
    private const string Wanted = "must hold a key of 16 bytes in base64url: 22 letters, digits, - and _, and the padding ==";

    /// <summary>The signer for the options' key, or what is wrong with it.</summary>
    public static bool TryRead(CloudCdnOptions options, [NotNullWhen(true)] out RequestSigner? signer, [NotNullWhen(false)] out string? fault) =>
        SecretSetting.TryRead(
            (nameof(options.Key), options.Key),
            (nameof(options.KeyPath), options.KeyPath),
            path => TryDecode(path, stackalloc byte[RequestSigner.KeyLength]),
            (string text, out RequestSigner? found) => Read(text, options.KeyName, out found),
            out signer,
            out fault);

    private static string? Read(string text, string keyName, out RequestSigner? signer)
    {
        Span<byte> key = stackalloc byte[RequestSigner.KeyLength];
        signer = TryDecode(text, key) ? new RequestSigner(keyName, key) : null;
        CryptographicOperations.ZeroMemory(key);
        return signer is null ? Wanted : null;
    }

    private static bool TryDecode(string text, Span<byte> key)
    {
        string digits = text.Trim(); // A file ends in a new line.
        return digits.Length is 22 or 24
            && !digits.AsSpan().ContainsAny('+', '/')
            && Convert.TryFromBase64String(digits.Replace('-', '+').Replace('_', '/').PadRight(24, '='), key, out int length)
            && length == key.Length;
    }
}
