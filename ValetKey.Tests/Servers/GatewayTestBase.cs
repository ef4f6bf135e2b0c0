using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Tests.Servers;

/// <summary>Tests with a bucket of their own, in which two objects lie side by side.</summary>
internal abstract class GatewayTestBase
{
    protected const string Mine = "folder/mine";
    protected const string Neighbour = "folder/neighbour";

    protected CephGateway Gateway { get; private set; } = null!;

    protected string Bucket { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        Gateway = await CephGateway.RequireAsync();
        Bucket = await Gateway.CreateBucketAsync();
        await PutAsync(Mine, "mine");
        await PutAsync(Neighbour, "neighbour");
    }

    protected async Task PutAsync(string name, string content)
    {
        using IAmazonS3 s3 = Gateway.CreateS3();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = name, ContentBody = content });
    }

    protected async Task<string> ReadAsync(string name)
    {
        using IAmazonS3 s3 = Gateway.CreateS3();
        using GetObjectResponse response = await s3.GetObjectAsync(Bucket, name);
        using StreamReader reader = new(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>A signed URL that reads; by the owner and over http, where nothing else is said.</summary>
    protected string Sign(string name, AWSCredentials? credentials = null, Uri? endpoint = null)
    {
        using IAmazonS3 s3 = Gateway.CreateS3(credentials, endpoint);
        return s3.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = Bucket,
            Key = name,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Protocol = endpoint == Gateway.TlsEndpoint ? Protocol.HTTPS : Protocol.HTTP,
        });
    }

    protected async Task<HttpStatusCode> StatusOfAsync(string url)
    {
        using HttpResponseMessage response = await Gateway.Client.GetAsync(url);
        return response.StatusCode;
    }
}
