using System.Collections.Concurrent;
using Amazon;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Finds hosts and paths as AWS's own SDK does.</summary>
internal sealed class S3Endpoint(AmazonS3Options options)
{
    private readonly ConcurrentDictionary<string, V4Place> _buckets = new(StringComparer.Ordinal);
    private readonly Uri _url = options.PublicUrl ?? options.ServiceUrl ?? AmazonUrl(options);

    /// <exception cref="ValetKeyException">The container's name is no bucket name.</exception>
    public V4Place BucketOf(string container) =>
        _buckets.TryGetValue(container, out V4Place? known) ? known : _buckets.GetOrAdd(container, Resolve(container));

    public static Uri AmazonUrl(AmazonS3Options options)
    {
        string suffix = RegionEndpoint.GetBySystemName(options.Region).PartitionDnsSuffix;
        string service = options.UseAccelerate ? "s3-accelerate" : "s3";
        string stack = options.UseDualStack ? ".dualstack" : "";
        string region = options.UseAccelerate ? "" : $".{options.Region}";
        return new Uri($"https://{service}{stack}{region}.{suffix}");
    }

    private V4Place Resolve(string container)
    {
        string name = options.ContainerNames.TryGetValue(container, out string? mapped) ? mapped : container;
        if (BucketNames.FaultOf(name, options.ServiceUrl is not null) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The container '{container}' {fault}.");
        }

        if (!IsInHost(name) && options.UseAccelerate)
        {
            throw ValetKeyException.InvalidRequest($"The bucket '{name}' cannot be reached by transfer acceleration, which takes names without dots.");
        }

        string authority = IsInHost(name) ? $"{name}.{_url.Authority}" : _url.Authority;
        string path = IsInHost(name) ? "/" : $"/{PercentEncoding.Encode(name)}/";
        return new V4Place(name, $"{_url.Scheme}://{authority}", authority, path);
    }

    private bool IsInHost(string bucket) =>
        options.AddressingStyle == S3AddressingStyle.Automatic
        && _url.HostNameType == UriHostNameType.Dns
        && BucketNames.IsHostLabel(bucket);
}
