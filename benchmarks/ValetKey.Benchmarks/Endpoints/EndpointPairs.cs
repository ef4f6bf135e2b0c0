using ValetKey.Benchmarks.Paired;

namespace ValetKey.Benchmarks.Endpoints;

/// <summary>Whole requests for a key, against one for a static answer of the same server.</summary>
internal static class EndpointPairs
{
    private static readonly (string Name, string Path)[] Endpoints =
    [
        ("endpoint, local", "/local"),
        ("endpoint, s3", "/s3"),
        ("endpoint, AWSSDK", "/awssdk"),
        ("endpoint, azure", "/azure"),
        ("endpoint, Azure SDK", "/azuresdk"),
        ("endpoint, gcs, rsa", "/gcs"),
        ("endpoint, Google SDK, rsa", "/googlesdk"),
    ];

    private static readonly (string Name, bool HasLedger)[] Offers = [("upload offer, no ledger", false), ("upload offer, SQLite", true)];

    public static IEnumerable<string> Names => [.. Endpoints.Select(endpoint => endpoint.Name), .. Offers.Select(offer => offer.Name)];

    public static IEnumerable<Pair> Create(KeepAliveClient client) => Endpoints.Select(endpoint =>
        new Pair(endpoint.Name, client.Get(endpoint.Path), client.Get(KeyServer.Static)) { AllocatesOn = AllocationScope.Process });

    /// <summary>Offers of uploads, each by a server of its own, whose measure stands behind the same authentication.</summary>
    public static async IAsyncEnumerable<Pair> CreateOffersAsync()
    {
        foreach ((string name, bool hasLedger) in Offers)
        {
            await using OfferServer server = await OfferServer.StartAsync(hasLedger);
            using KeepAliveClient client = new(server.Url);
            yield return new Pair(
                name,
                client.Post(OfferServer.Offers, "anna", OfferServer.Declaration),
                client.Post(OfferServer.Static, "anna", OfferServer.Declaration))
            {
                AllocatesOn = AllocationScope.Process,
            };
        }
    }
}
