using System.Buffers;
using ValetKey.Gcp.CloudCdn;
using ValetKey.Providers;

namespace ValetKey.Gcp;

/// <summary>All faults of the settings at once, each with its field and what is allowed, and nothing of the key.</summary>
internal static class CloudCdnOptionsRules
{
    private const int LongestKeyName = 63;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static IEnumerable<string> FaultsOf(CloudCdnOptions options)
    {
        if (options.BaseUrl is not { } url || !ContainerPaths.IsBaseUrl(url))
        {
            yield return $"{nameof(options.BaseUrl)} must be https and a host, with nothing after it, such as https://media.example.com.";
        }

        if (options.KeyName is not { Length: > 0 and <= LongestKeyName } || options.KeyName.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            yield return $"{nameof(options.KeyName)} must be the name of a key at the backend: 1 to {LongestKeyName} letters, digits, - and _.";
        }
        else if (RequestKey.TryRead(options, out RequestSigner? signer, out string? fault))
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
