using Amazon;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Finds hosts and paths as AWS's own SDK does.</summary>
internal sealed class S3Endpoint
{
    private readonly AmazonS3Options _options;
    private readonly Uri _url;
    private readonly ContainerMap<V4Place> _buckets;

    public S3Endpoint(AmazonS3Options options)
    {
        _options = options;
        _url = options.PublicUrl ?? options.ServiceUrl ?? AmazonUrl(options);
        _buckets = new ContainerMap<V4Place>(options.ContainerNames, Find);
    }

    /// <exception cref="ValetKeyException">The container's name is no bucket name.</exception>
    public V4Place BucketOf(string container) => _buckets.Find(container);

    public static Uri AmazonUrl(AmazonS3Options options)
    {
        string suffix = RegionEndpoint.GetBySystemName(options.Region).PartitionDnsSuffix;
        string service = options.UseAccelerate ? "s3-accelerate" : "s3";
        string stack = options.UseDualStack ? ".dualstack" : "";
        string region = options.UseAccelerate ? "" : $".{options.Region}";
        return new Uri($"https://{service}{stack}{region}.{suffix}");
    }

    private V4Place Find(string container, string name)
    {
        if (BucketNames.FaultOf(name, _options.IsCompatible) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The container '{container}' {fault}.");
        }

        if (!IsInHost(name) && _options.UseAccelerate)
        {
            throw ValetKeyException.InvalidRequest($"The bucket '{name}' cannot be reached by transfer acceleration, which takes names without "
                + "dots.");
        }

        string authority = IsInHost(name) ? $"{name}.{EndpointUrl.AuthorityOf(_url)}" : EndpointUrl.AuthorityOf(_url);
        string path = IsInHost(name) ? "/" : $"/{PercentEncoding.Encode(name)}/";
        return new V4Place(name, $"{_url.Scheme}://{authority}", authority, path);
    }

    private bool IsInHost(string bucket) =>
        _options.AddressingStyle == S3AddressingStyle.Automatic
        && _url.HostNameType == UriHostNameType.Dns
        && BucketNames.IsHostLabel(bucket);
}
