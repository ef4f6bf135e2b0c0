using System.Diagnostics.CodeAnalysis;
using System.Security;
using System.Security.Cryptography;

namespace ValetKey.Aws.CloudFront;

/// <summary>Reads the private key that the options name. What is wrong with it is told without a fragment of it.</summary>
internal static class PrivateKey
{
    private const int RsaBytes = 256;
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string Wanted = "it must be a private key in PEM, not encrypted: RSA of 2,048 bits or ECDSA on P-256";

    /// <summary>The signer for the options' key, or what is wrong with it.</summary>
    public static bool TryRead(CloudFrontOptions options, [NotNullWhen(true)] out PolicySigner? signer, [NotNullWhen(false)] out string? fault)
    {
        signer = null;
        fault = (options.PrivateKeyPem, options.PrivateKeyPath) switch
        {
            (null, null) => $"{nameof(options.PrivateKeyPem)} or {nameof(options.PrivateKeyPath)} must be set.",
            (not null, not null) => $"{nameof(options.PrivateKeyPem)} and {nameof(options.PrivateKeyPath)} are both set; set one.",
            (not null, null) => TryParse(options.PrivateKeyPem, options.SignatureHash, out signer) is { } wrong
                ? $"{nameof(options.PrivateKeyPem)} {wrong}."
                : null,
            _ => TryReadFile(options.PrivateKeyPath, options.SignatureHash, out signer) is { } wrong ? $"{nameof(options.PrivateKeyPath)} {wrong}." : null,
        };
        return signer is not null;
    }

    private static string? TryReadFile(string path, CloudFrontSignatureHash hash, out PolicySigner? signer)
    {
        signer = null;
        if (path.Contains("-----", StringComparison.Ordinal))
        {
            return $"holds the key itself; that belongs into {nameof(CloudFrontOptions.PrivateKeyPem)}";
        }

        try
        {
            return TryParse(File.ReadAllText(path), hash, out signer) is { } wrong ? $"is '{path}', whose content {wrong}" : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return $"is '{path}', which cannot be read ({fault.GetType().Name})";
        }
    }

    private static string? TryParse(string pem, CloudFrontSignatureHash hash, out PolicySigner? signer)
    {
        signer = null;
        if (pem.Contains("BEGIN ENCRYPTED", StringComparison.Ordinal) || pem.Contains("4,ENCRYPTED", StringComparison.Ordinal))
        {
            return $"is encrypted, and there is no passphrase to open it with; {Wanted}";
        }

        try
        {
            using AsymmetricAlgorithm key = Import(pem);
            if (!IsTaken(key))
            {
                return $"is a key that CloudFront does not take; {Wanted}";
            }

            signer = new PolicySigner(key, hash);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return $"does not hold one private key; {Wanted}";
        }

        if (signer.CanSign())
        {
            return null;
        }

        signer.Dispose();
        signer = null;
        return $"cannot sign here: this machine's cryptography refuses {nameof(CloudFrontOptions.SignatureHash)} {hash}";
    }

    private static AsymmetricAlgorithm Import(string pem)
    {
        RSA rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
        }

        ECDsa ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        return ecdsa;
    }

    /// <summary>"Create key pairs for your signers", in the CloudFront developer guide. A modulus of 256 bytes may begin with a few zero bits.</summary>
    private static bool IsTaken(AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => (rsa.KeySize + 7) / 8 == RsaBytes,
        ECDsa ecdsa => ecdsa.KeySize == 256 && ecdsa.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 },
        _ => false,
    };
}
