using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>Reads the private key that the options name. What is wrong with it is told without a fragment of it.</summary>
internal static class PrivateKey
{
    private const int RsaBytes = 256;
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string Wanted = "it must be a private key in PEM, not encrypted: RSA of 2,048 bits or ECDSA on P-256";

    /// <summary>The signer for the options' key, or what is wrong with it.</summary>
    public static bool TryRead(CloudFrontOptions options, [NotNullWhen(true)] out PolicySigner? signer, [NotNullWhen(false)] out string? fault) =>
        SecretSetting.TryRead(
            (nameof(options.PrivateKeyPem), options.PrivateKeyPem),
            (nameof(options.PrivateKeyPath), options.PrivateKeyPath),
            path => path.Contains("-----", StringComparison.Ordinal),
            (string pem, out PolicySigner? key) => TryParse(pem, options.SignatureHash, out key),
            out signer,
            out fault);

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

    /// <summary>
    /// "Create key pairs for your signers", in the CloudFront developer guide. A modulus of 256 bytes may begin with a few zero bits.
    /// </summary>
    private static bool IsTaken(AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => (rsa.KeySize + 7) / 8 == RsaBytes,
        ECDsa ecdsa => ecdsa.KeySize == 256 && ecdsa.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 },
        _ => false,
    };
}
