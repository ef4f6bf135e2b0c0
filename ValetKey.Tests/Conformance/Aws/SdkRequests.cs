using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>The requests that AWS's SDK would send for the holder of temporary credentials, signed and not sent.</summary>
internal static class SdkRequests
{
    public static async Task<HttpRequestMessage> CreateAsync(
        TemporaryCredentials key, KeyUse use, Uri endpoint, string region, CancellationToken cancellationToken)
    {
        using Catcher catcher = new();
        using AmazonS3Client client = new(
            new SessionAWSCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken),
            new AmazonS3Config
            {
                ServiceURL = endpoint.AbsoluteUri,
                AuthenticationRegion = region,
                ForcePathStyle = true,
                MaxErrorRetry = 0,
                HttpClientFactory = new Factory(catcher),
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
        try
        {
            await AskAsync(client, use, cancellationToken);
        }
        catch (AmazonServiceException)
        {
            // Nothing has answered.
        }

        return catcher.Caught ?? throw new InvalidOperationException($"The SDK made no request of {use}.");
    }

    private static Task AskAsync(AmazonS3Client client, KeyUse use, CancellationToken cancellationToken) => use.Permission switch
    {
        Permissions.Read => client.GetObjectAsync(
            new GetObjectRequest { BucketName = use.Container, Key = use.Name, VersionId = use.VersionId }, cancellationToken),
        Permissions.ReadProperties => client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = use.Container, Key = use.Name, VersionId = use.VersionId }, cancellationToken),
        Permissions.Delete => client.DeleteObjectAsync(
            new DeleteObjectRequest { BucketName = use.Container, Key = use.Name, VersionId = use.VersionId }, cancellationToken),
        Permissions.List => client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = use.Container, Prefix = use.Name }, cancellationToken),
        _ => client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = use.Container,
                Key = use.Name,
                ContentType = use.ContentType,
                InputStream = new MemoryStream(use.Content.ToArray()),
                UseChunkEncoding = false,
            },
            cancellationToken),
    };

    private sealed class Factory(Catcher catcher) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(catcher, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class Catcher : HttpMessageHandler
    {
        public HttpRequestMessage? Caught { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Caught = new HttpRequestMessage(request.Method, request.RequestUri);
            foreach (KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> header in request.Headers.NonValidated)
            {
                Caught.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            if (request.Content is { } content)
            {
                Caught.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken));
                foreach (KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> header in content.Headers.NonValidated)
                {
                    Caught.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }

            return new HttpResponseMessage(HttpStatusCode.BadRequest);
        }
    }
}
