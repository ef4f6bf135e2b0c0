using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>The words of AWS Signature Version 4.</summary>
internal static class S3Labels
{
    public static V4Labels In(string region) => new()
    {
        Algorithm = "AWS4-HMAC-SHA256",
        SecretPrefix = "AWS4",
        Region = region,
        Service = "s3",
        Terminator = "aws4_request",
        ParameterPrefix = "X-Amz-",
    };
}
