using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>
/// Finds hosts and paths, with the precedence that Google's conformance suite asks for: the clients' host, the endpoint, the emulator, the universe.
/// </summary>
internal sealed class GcsEndpoint
{
    private readonly GoogleCloudStorageOptions _options;
    private readonly Uri _url;
    private readonly ContainerMap<V4Place> _buckets;

    public GcsEndpoint(GoogleCloudStorageOptions options)
    {
        _options = options;
        _url = options.PublicUrl ?? ServiceUrl(options);
        _buckets = new ContainerMap<V4Place>(options.ContainerNames, Find);
    }

    /// <exception cref="ValetKeyException">The container's name is no bucket name.</exception>
    public V4Place BucketOf(string container) => _buckets.Find(container);

    /// <summary>Where the application reaches the service.</summary>
    public static Uri ServiceUrl(GoogleCloudStorageOptions options) =>
        options.ServiceUrl
        ?? (options.EmulatorHost is { Length: > 0 } emulator ? EmulatorUrl(emulator) : null)
        ?? new Uri($"https://storage.{options.UniverseDomain}");

    /// <summary>An emulator that is named without a scheme speaks plain http.</summary>
    public static Uri? EmulatorUrl(string host) =>
        Uri.TryCreate(host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}", UriKind.Absolute, out Uri? url) ? url : null;

    private V4Place Find(string container, string name)
    {
        if (BucketNames.FaultOf(name) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The container '{container}' {fault}.");
        }

        if (_options.BucketBoundUrls.TryGetValue(name, out Uri? bound))
        {
            return new V4Place(name, OriginOf(bound, ""), EndpointUrl.HostOf(bound), "/");
        }

        return _options.UrlStyle == GcsUrlStyle.VirtualHosted && _url.HostNameType == UriHostNameType.Dns && BucketNames.IsHostLabel(name)
            ? new V4Place(name, OriginOf(_url, name + "."), $"{name}.{EndpointUrl.HostOf(_url)}", "/")
            : new V4Place(name, OriginOf(_url, ""), EndpointUrl.HostOf(_url), $"/{name}/", "/" + name);
    }

    /// <summary>A port that was written down stays, the scheme's own too.</summary>
    private static string OriginOf(Uri url, string label)
    {
        string port = string.Create(CultureInfo.InvariantCulture, $":{url.Port}");
        bool isWritten = !url.IsDefaultPort || url.OriginalString.AsSpan().TrimEnd('/').EndsWith(port, StringComparison.Ordinal);
        return $"{url.Scheme}://{label}{EndpointUrl.HostOf(url)}{(isWritten ? port : "")}";
    }
}
