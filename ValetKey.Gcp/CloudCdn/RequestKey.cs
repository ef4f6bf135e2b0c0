using System.Diagnostics.CodeAnalysis;
using System.Security;
using System.Security.Cryptography;

namespace ValetKey.Gcp.CloudCdn;

/// <summary>Reads the key that the options name. What is wrong with it is told without a fragment of it.</summary>
internal static class RequestKey
{
    private const string Wanted = "must hold a key of 16 bytes in base64url: 22 letters, digits, - and _, and the padding ==";

    /// <summary>The signer for the options' key, or what is wrong with it.</summary>
    public static bool TryRead(CloudCdnOptions options, [NotNullWhen(true)] out RequestSigner? signer, [NotNullWhen(false)] out string? fault)
    {
        signer = null;
        fault = null;
        switch (options.Key, options.KeyPath)
        {
            case (null, null):
                fault = $"{nameof(options.Key)} or {nameof(options.KeyPath)} must be set.";
                break;
            case (not null, not null):
                fault = $"{nameof(options.Key)} and {nameof(options.KeyPath)} are both set; set one.";
                break;
            case (not null, null):
                if (!TryParse(options.Key, options.KeyName, out signer))
                {
                    fault = $"{nameof(options.Key)} {Wanted}.";
                }

                break;
            default:
                fault = ReadFile(options.KeyPath, options.KeyName, out signer) is { } wrong ? $"{nameof(options.KeyPath)} {wrong}." : null;
                break;
        }

        return signer is not null;
    }

    private static string? ReadFile(string path, string keyName, out RequestSigner? signer)
    {
        if (TryParse(path, keyName, out signer))
        {
            signer.Dispose();
            signer = null;
            return $"holds the key itself; that belongs into {nameof(CloudCdnOptions.Key)}";
        }

        try
        {
            return TryParse(File.ReadAllText(path), keyName, out signer) ? null : $"is '{path}', which {Wanted}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return $"is '{path}', which cannot be read ({fault.GetType().Name})";
        }
    }

    private static bool TryParse(string text, string keyName, [NotNullWhen(true)] out RequestSigner? signer)
    {
        signer = null;
        string digits = text.Trim(); // A file ends in a new line.
        Span<byte> key = stackalloc byte[RequestSigner.KeyLength];
        if (digits.Length is not (22 or 24)
            || digits.AsSpan().ContainsAny('+', '/')
            || !Convert.TryFromBase64String(digits.Replace('-', '+').Replace('_', '/').PadRight(24, '='), key, out int length)
            || length != key.Length)
        {
            return false;
        }

        signer = new RequestSigner(keyName, key);
        CryptographicOperations.ZeroMemory(key);
        return true;
    }
}
