using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>The words of AWS Signature Version 4.</summary>
internal static class S3Labels
{
    /// <param name="region">The region to sign for.</param>
    /// <param name="isCompatible">Whether the store is not Amazon's own: Ceph's gateway does not read the escapes of surrogate pairs.</param>
    public static V4Labels In(string region, bool isCompatible) => new()
    {
        Algorithm = "AWS4-HMAC-SHA256",
        SecretPrefix = "AWS4",
        Region = region,
        Service = "s3",
        Terminator = "aws4_request",
        ParameterPrefix = "X-Amz-",
        PostDialect = isCompatible ? PostDialect.AmazonUtf8 : PostDialect.Amazon,
    };
}
