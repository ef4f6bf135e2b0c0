using System.Net;
using Amazon.S3;

namespace ValetKey.Tests.Servers;

/// <summary>The gateway stores, and checks who asks: without that, no test that stands on it proves anything.</summary>
[NonParallelizable]
internal sealed class CephGatewayTests : GatewayTestBase
{
    [Test]
    public async Task Object_is_put_read_and_deleted()
    {
        using IAmazonS3 s3 = Gateway.CreateS3();

        await PutAsync("a", "content");
        (await ReadAsync("a")).Should().Be("content");
        await s3.DeleteObjectAsync(Bucket, "a");

        Func<Task> readAgain = () => ReadAsync("a");
        (await readAgain.Should().ThrowAsync<AmazonS3Exception>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Each_bucket_is_a_new_one() => (await Gateway.CreateBucketAsync()).Should().NotBe(Bucket);

    [Test]
    public async Task Presigned_url_opens_its_object() =>
        (await Gateway.Client.GetStringAsync(Sign(Mine))).Should().Be("mine");

    [Test]
    public async Task Presigned_url_opens_its_object_over_TLS()
    {
        string url = Sign(Mine, endpoint: Gateway.TlsEndpoint);

        url.Should().StartWith("https://");
        (await Gateway.Client.GetStringAsync(url)).Should().Be("mine");
    }

    [Test]
    public async Task Presigned_url_opens_its_object_under_the_name_of_the_bucket()
    {
        string url = Sign(Mine, endpoint: Gateway.VirtualHostEndpoint);

        url.Should().StartWith($"http://{Bucket}.s3.localhost:");
        (await Gateway.Client.GetStringAsync(url)).Should().Be("mine");
    }

    [Test]
    public async Task Altered_signature_is_refused()
    {
        string url = Sign(Mine);
        int signature = url.IndexOf("X-Amz-Signature=", StringComparison.Ordinal) + "X-Amz-Signature=".Length;
        string altered = url[..signature] + (url[signature] == '0' ? '1' : '0') + url[(signature + 1)..];

        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Url_altered_to_open_the_neighbour_is_refused()
    {
        string altered = Sign(Mine).Replace($"/{Mine}?", $"/{Neighbour}?", StringComparison.Ordinal);

        altered.Should().Contain(Neighbour);
        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Request_without_a_signature_is_refused() =>
        (await StatusOfAsync($"{Gateway.Endpoint}{Bucket}/{Mine}")).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Url_signed_by_a_stranger_is_refused() =>
        (await StatusOfAsync(Sign(Mine, Gateway.Stranger))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Stranger_has_an_account_that_works()
    {
        using IAmazonS3 s3 = Gateway.CreateS3(Gateway.Stranger);
        string own = $"stranger-{Guid.NewGuid():n}";

        await s3.PutBucketAsync(own);

        (await s3.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).Should().Contain(own).And.NotContain(Bucket);
    }
}
