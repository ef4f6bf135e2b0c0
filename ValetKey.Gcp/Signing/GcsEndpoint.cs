using System.Collections.Concurrent;
using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Finds hosts and paths, with the precedence that Google's conformance suite asks for: the clients' host, the endpoint, the emulator, the universe.</summary>
internal sealed class GcsEndpoint(GoogleCloudStorageOptions options)
{
    private readonly ConcurrentDictionary<string, V4Place> _buckets = new(StringComparer.Ordinal);
    private readonly Uri _url = options.PublicUrl ?? ServiceUrl(options);

    /// <exception cref="ValetKeyException">The container's name is no bucket name.</exception>
    public V4Place BucketOf(string container) =>
        _buckets.TryGetValue(container, out V4Place? known) ? known : _buckets.GetOrAdd(container, Resolve(container));

    /// <summary>Where the application reaches the service.</summary>
    public static Uri ServiceUrl(GoogleCloudStorageOptions options) =>
        options.ServiceUrl
        ?? (options.EmulatorHost is { Length: > 0 } emulator ? EmulatorUrl(emulator) : null)
        ?? new Uri($"https://storage.{options.UniverseDomain}");

    /// <summary>An emulator that is named without a scheme speaks plain http.</summary>
    public static Uri? EmulatorUrl(string host) =>
        Uri.TryCreate(host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}", UriKind.Absolute, out Uri? url) ? url : null;

    private V4Place Resolve(string container)
    {
        string name = options.ContainerNames.TryGetValue(container, out string? mapped) ? mapped : container;
        if (BucketNames.FaultOf(name) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The container '{container}' {fault}.");
        }

        if (options.BucketBoundUrls.TryGetValue(name, out Uri? bound))
        {
            return new V4Place(name, OriginOf(bound, ""), HostOf(bound), "/");
        }

        return options.UrlStyle == GcsUrlStyle.VirtualHosted && _url.HostNameType == UriHostNameType.Dns && BucketNames.IsHostLabel(name)
            ? new V4Place(name, OriginOf(_url, name + "."), $"{name}.{HostOf(_url)}", "/")
            : new V4Place(name, OriginOf(_url, ""), HostOf(_url), $"/{name}/", "/" + name);
    }

    /// <summary>
    /// The host as the signature has it: without a port, as Google's conformance suite asks for. In ASCII; <see cref="Uri.IdnHost"/> would take the brackets from an
    /// IPv6 address.
    /// </summary>
    private static string HostOf(Uri url) => url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host;

    /// <summary>A port that was written down stays, the scheme's own too.</summary>
    private static string OriginOf(Uri url, string label)
    {
        string port = string.Create(CultureInfo.InvariantCulture, $":{url.Port}");
        bool isWritten = !url.IsDefaultPort || url.OriginalString.AsSpan().TrimEnd('/').EndsWith(port, StringComparison.Ordinal);
        return $"{url.Scheme}://{label}{HostOf(url)}{(isWritten ? port : "")}";
    }
}
