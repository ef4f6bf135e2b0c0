using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>AWS's own SDK, signing the same download.</summary>
internal static class AwsSdk
{
    public const string Region = "eu-west-1";

    /// <summary>The documentation's, which open nothing.</summary>
    public static readonly AWSCredentials Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private static readonly AmazonS3Client Client = new(Credentials, RegionEndpoint.GetBySystemName(Region));

    public static string SignDownload() => Client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = Requests.Download.Scope.Container,
        Key = Requests.Download.Scope.Name,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(15),
    });
}
