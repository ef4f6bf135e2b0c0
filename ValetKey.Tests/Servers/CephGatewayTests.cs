using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Tests.Servers;

/// <summary>The gateway stores, and checks who asks: without that, no test that stands on it proves anything.</summary>
internal sealed class CephGatewayTests
{
    private CephGateway _gateway = null!;
    private string _bucket = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _gateway = await CephGateway.RequireAsync();
        _bucket = await _gateway.CreateBucketAsync();
    }

    [Test]
    public async Task Object_is_put_read_and_deleted()
    {
        using IAmazonS3 s3 = _gateway.CreateS3();

        await PutAsync("a", "content");
        using (GetObjectResponse read = await s3.GetObjectAsync(_bucket, "a"))
        {
            using StreamReader reader = new(read.ResponseStream);
            (await reader.ReadToEndAsync()).Should().Be("content");
        }

        await s3.DeleteObjectAsync(_bucket, "a");
        Func<Task> readAgain = () => s3.GetObjectAsync(_bucket, "a");
        (await readAgain.Should().ThrowAsync<AmazonS3Exception>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Each_bucket_is_a_new_one() => (await _gateway.CreateBucketAsync()).Should().NotBe(_bucket);

    [Test]
    public async Task Presigned_url_opens_its_object()
    {
        await PutAsync("signed", "content");

        (await _gateway.Client.GetStringAsync(Sign("signed"))).Should().Be("content");
    }

    [Test]
    public async Task Presigned_url_opens_its_object_over_TLS()
    {
        await PutAsync("tls", "content");

        string url = Sign("tls", endpoint: _gateway.TlsEndpoint);

        url.Should().StartWith("https://");
        (await _gateway.Client.GetStringAsync(url)).Should().Be("content");
    }

    [Test]
    public async Task Presigned_url_opens_its_object_under_the_name_of_the_bucket()
    {
        await PutAsync("virtual", "content");

        string url = Sign("virtual", endpoint: _gateway.VirtualHostEndpoint);

        url.Should().StartWith($"http://{_bucket}.s3.localhost:");
        (await _gateway.Client.GetStringAsync(url)).Should().Be("content");
    }

    [Test]
    public async Task Altered_signature_is_refused()
    {
        await PutAsync("altered", "content");
        string url = Sign("altered");
        int signature = url.IndexOf("X-Amz-Signature=", StringComparison.Ordinal) + "X-Amz-Signature=".Length;
        string altered = url[..signature] + (url[signature] == '0' ? '1' : '0') + url[(signature + 1)..];

        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Url_altered_to_open_the_neighbour_is_refused()
    {
        await PutAsync("mine", "content");
        await PutAsync("neighbour", "content");

        string altered = Sign("mine").Replace("/mine?", "/neighbour?", StringComparison.Ordinal);

        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Request_without_a_signature_is_refused()
    {
        await PutAsync("closed", "content");

        (await StatusOfAsync($"{_gateway.Endpoint}{_bucket}/closed")).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Url_signed_by_a_stranger_is_refused()
    {
        await PutAsync("owned", "content");

        (await StatusOfAsync(Sign("owned", _gateway.Stranger))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Stranger_has_an_account_that_works()
    {
        using IAmazonS3 s3 = _gateway.CreateS3(_gateway.Stranger);
        string own = $"stranger-{Guid.NewGuid():n}";

        await s3.PutBucketAsync(own);

        (await s3.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).Should().Contain(own).And.NotContain(_bucket);
    }

    private string Sign(string name, AWSCredentials? credentials = null, Uri? endpoint = null)
    {
        using IAmazonS3 s3 = _gateway.CreateS3(credentials, endpoint);
        return s3.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = _bucket,
            Key = name,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Protocol = endpoint == _gateway.TlsEndpoint ? Protocol.HTTPS : Protocol.HTTP,
        });
    }

    private async Task PutAsync(string name, string content)
    {
        using IAmazonS3 s3 = _gateway.CreateS3();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = name, ContentBody = content });
    }

    private async Task<HttpStatusCode> StatusOfAsync(string url)
    {
        using HttpResponseMessage response = await _gateway.Client.GetAsync(url);
        return response.StatusCode;
    }
}
