using System.Globalization;
using System.Security.Cryptography;

namespace ValetKey.Samples.StaticSite;

/// <summary>Which distribution the site has, and who signs for it.</summary>
/// <param name="Port">The application's port.</param>
/// <param name="Distribution">The distribution, as CloudFront knows it.</param>
/// <param name="KeyPairId">The id of the public key there.</param>
/// <param name="PrivateKey">The private key, in PEM.</param>
/// <param name="CookieDomain">What the names of application and distribution have in common; null where they are one host.</param>
internal sealed record Settings(int Port, Uri Distribution, string KeyPairId, string PrivateKey, string? CookieDomain)
{
    private const int DefaultPort = 5200;
    private const int KeyBits = 2048;

    public static string Usage =>
        """
        Usage: dotnet run --project samples/StaticSite [-- [--port 1-65535]
                 [--distribution https://cdn.example.com --key-pair-id K… --private-key FILE.pem --cookie-domain example.com]]

        With a distribution of your own, put the folder "site" into its origin, have its behavior allow GET and HEAD alone, and restrict it to a key
        group that has the public key. The application then has to be under the same domain, behind https.
        """;

    /// <summary>Whether a stand-in plays the network.</summary>
    public bool IsLocal => CookieDomain is null;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public static Settings? From(string[] args)
    {
        Dictionary<string, string> given = [];
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !given.TryAdd(args[i], args[i + 1]))
            {
                return null;
            }
        }

        if (!ushort.TryParse(given.GetValueOrDefault("--port", $"{DefaultPort}"), CultureInfo.InvariantCulture, out ushort port))
        {
            return null;
        }

        given.Remove("--port");
        return given.Count switch
        {
            0 => OfThisMachine(port),
            4 when given.TryGetValue("--distribution", out string? url) && given.TryGetValue("--key-pair-id", out string? id)
                && given.TryGetValue("--private-key", out string? path) && given.TryGetValue("--cookie-domain", out string? domain) =>
                new Settings(port, new Uri(url), id, File.ReadAllText(path), domain),
            _ => null,
        };
    }

    private static Settings OfThisMachine(int port)
    {
        using RSA key = RSA.Create(KeyBits);
        return new Settings(port, new Uri("https://cdn.example.com"), "KSTANDIN", key.ExportPkcs8PrivateKeyPem(), CookieDomain: null);
    }
}
