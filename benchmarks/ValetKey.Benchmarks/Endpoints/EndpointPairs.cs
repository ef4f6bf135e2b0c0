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

    public static IEnumerable<string> Names => Endpoints.Select(endpoint => endpoint.Name);

    public static IEnumerable<Pair> Create(KeepAliveClient client) => Endpoints.Select(endpoint =>
        new Pair(endpoint.Name, client.Get(endpoint.Path), client.Get(KeyServer.Static)) { AllocatesOn = AllocationScope.Process });
}
