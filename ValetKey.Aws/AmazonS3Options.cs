using Amazon.Runtime;

namespace ValetKey.Aws;

/// <summary>An S3 or S3-compatible store, and how to sign for it.</summary>
public sealed class AmazonS3Options
{
    /// <summary>The region, such as <c>eu-west-1</c>. Required; for a compatible store what it expects, often <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>The URL of a compatible store (Ceph, MinIO, R2, …), as the application reaches it.</summary>
    /// <value>Default: null; Amazon S3 in <see cref="Region"/>.</value>
    public Uri? ServiceUrl { get; set; }

    /// <summary>The URL at which clients reach the store, where that differs from <see cref="ServiceUrl"/>. Keys are signed for this host.</summary>
    /// <value>Default: null; as the application reaches it.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where URLs name the bucket.</summary>
    /// <value>Default: <see cref="S3AddressingStyle.Automatic"/>.</value>
    public S3AddressingStyle AddressingStyle { get; set; }

    /// <summary>Whether URLs name the endpoints that answer over IPv6 too. Amazon S3 only.</summary>
    /// <value>Default: false.</value>
    public bool UseDualStack { get; set; }

    /// <summary>Whether URLs name the transfer acceleration endpoint; the bucket must have it turned on. Amazon S3 only.</summary>
    /// <value>Default: false.</value>
    public bool UseAccelerate { get; set; }

    /// <summary>The buckets behind the application's names for containers. A name that is not here is taken as it is.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ContainerNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What signs.</summary>
    /// <value>Default: null; the SDK's own chain: environment, profile, container or instance role.</value>
    public AWSCredentials? Credentials { get; set; }
}
