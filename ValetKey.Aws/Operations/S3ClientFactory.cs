using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>The client that the application works with: its own, or one that is made from the options that keys are made from.</summary>
internal static class S3ClientFactory
{
    public static IAmazonS3 ClientFor(AmazonS3Options options, Func<AWSCredentials> findCredentials) =>
        options.Setup?.Client ?? new AmazonS3Client(findCredentials(), ConfigOf(options));

    /// <summary>Public URLs and acceleration are for clients far away; here the application itself works.</summary>
    private static AmazonS3Config ConfigOf(AmazonS3Options options)
    {
        AmazonS3Config config = new()
        {
            ForcePathStyle = options.AddressingStyle == S3AddressingStyle.Path,
            UseDualstackEndpoint = options.UseDualStack,
        };
        if (options.ServiceUrl is not { } url)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            return config;
        }

        config.ServiceURL = EndpointUrl.OriginOf(url);
        config.AuthenticationRegion = options.Region;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED; // Many stores know no trailing checksums.
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }
}
