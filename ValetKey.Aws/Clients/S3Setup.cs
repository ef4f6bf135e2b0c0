using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.S3.Internal;
using Amazon.Util;

namespace ValetKey.Aws.Clients;

/// <summary>What a client of the application's, or its <see cref="AWSOptions"/>, say of a store.</summary>
/// <param name="Source">What says it, for faults: the subject of a sentence.</param>
internal sealed record S3Setup(string Source)
{
    /// <summary>The region that signatures name; null where it is left to the SDK.</summary>
    public string? Region { get; init; }

    /// <summary>The URL of a compatible store.</summary>
    public Uri? ServiceUrl { get; init; }

    public bool UsesPathStyle { get; init; }

    public bool UsesAccelerate { get; init; }

    public bool UsesDualStack { get; init; }

    /// <summary>What keys could not be made of, as the end of a sentence, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>The client; null where none was made of it yet.</summary>
    public IAmazonS3? Client { get; init; }

    /// <summary>Finds what signs.</summary>
    public Func<AWSCredentials>? Credentials { get; init; }

    /// <summary>Whether it can be used at all: nobody but Amazon's own client tells what it signs with.</summary>
    public bool IsTelling => Credentials is not null;

    /// <summary>The region as the SDK would take it; empty where it would find none.</summary>
    public string EffectiveRegion => Region
        ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName
        ?? (ServiceUrl is null ? "" : AWSSDKUtils.DetermineRegion(ServiceUrl.OriginalString));

    public static S3Setup Of(IAmazonS3 client, string source)
    {
        if (client is not AmazonServiceClient { Config: AmazonS3Config config } own)
        {
            return new S3Setup(source)
            {
                Client = client,
                Fault = $"is a {client.GetType().Name}, and only Amazon's own client tells its region and credentials",
            };
        }

        AWSCredentials? credentials = ClientCredentials.SetOf(own);
        return new S3Setup(source)
        {
            Client = client,
            Region = config.AuthenticationRegion ?? config.RegionEndpoint?.SystemName,
            ServiceUrl = UrlOf(config.ServiceURL),
            UsesPathStyle = config.ForcePathStyle,
            UsesAccelerate = config.UseAccelerateEndpoint,
            UsesDualStack = config.UseDualstackEndpoint,
            Fault = config switch
            {
                { UseFIPSEndpoint: true } => "uses FIPS endpoints, which keys cannot name",
                { EndpointProvider: not AmazonS3EndpointProvider } => "finds its endpoints by a provider of its own, which keys do not know",
                _ => FaultOf(credentials),
            },
            Credentials = () => credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(config),
        };
    }

    public static S3Setup Of(AWSOptions options, string source)
    {
        DefaultClientConfig config = options.DefaultClientConfig;
        return new S3Setup(source)
        {
            Region = config.AuthenticationRegion ?? options.Region?.SystemName,
            ServiceUrl = UrlOf(config.ServiceURL),
            UsesPathStyle = Flag(nameof(AmazonS3Config.ForcePathStyle)),
            UsesAccelerate = Flag(nameof(AmazonS3Config.UseAccelerateEndpoint)),
            UsesDualStack = config.UseDualstackEndpoint == true,
            Fault = config.UseFIPSEndpoint == true ? "asks for FIPS endpoints, which keys cannot name" : FaultOf(options.Credentials),
            Credentials = options.GetCredentials,
        };

        bool Flag(string name) =>
            config.ServiceSpecificSettings.TryGetValue(name, out string? value) && bool.TryParse(value, out bool isSet) && isSet;
    }

    private static string? FaultOf(AWSCredentials? credentials) =>
        credentials is AnonymousAWSCredentials ? "is anonymous and has nothing to sign with" : null;

    private static Uri? UrlOf(string? url) => string.IsNullOrEmpty(url) ? null : new Uri(url, UriKind.RelativeOrAbsolute);
}
