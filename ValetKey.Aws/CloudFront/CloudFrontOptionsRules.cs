using System.Buffers;
using ValetKey.Aws.CloudFront;
using ValetKey.Providers;

namespace ValetKey.Aws;

/// <summary>All faults of the settings at once, each with its field and what is allowed, and nothing of the key.</summary>
internal static class CloudFrontOptionsRules
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public static IEnumerable<string> FaultsOf(CloudFrontOptions options)
    {
        if (options.DistributionUrl is not { } url || !ContainerPaths.IsBaseUrl(url))
        {
            yield return $"{nameof(options.DistributionUrl)} must be https and a host, with nothing after it, such as "
                + "https://d111111abcdef8.cloudfront.net.";
        }

        if (string.IsNullOrEmpty(options.KeyPairId) || options.KeyPairId.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            yield return $"{nameof(options.KeyPairId)} must be the id of a public key, letters and digits such as K2JCJMDEHXQW5F.";
        }

        if (!Enum.IsDefined(options.SignatureHash))
        {
            yield return $"{nameof(options.SignatureHash)} is {options.SignatureHash}; it must be {CloudFrontSignatureHash.Sha1} or "
                + $"{CloudFrontSignatureHash.Sha256}.";
        }
        else if (PrivateKey.TryRead(options, out PolicySigner? signer, out string? fault))
        {
            signer.Dispose();
        }
        else
        {
            yield return fault;
        }

        foreach (string fault in ContainerPaths.Faults(nameof(options.ContainerPaths), options.ContainerPaths))
        {
            yield return fault;
        }
    }
}
