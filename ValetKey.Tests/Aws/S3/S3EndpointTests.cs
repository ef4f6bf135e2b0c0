using System.Text;
using ValetKey.Aws;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Hosts and paths are those that the service's documentation names.</summary>
internal sealed class S3EndpointTests
{
    [TestCase("eu-west-1", "https://bucket.s3.eu-west-1.amazonaws.com/")]
    [TestCase("us-east-1", "https://bucket.s3.us-east-1.amazonaws.com/")]
    [TestCase("cn-north-1", "https://bucket.s3.cn-north-1.amazonaws.com.cn/")]
    [TestCase("us-gov-west-1", "https://bucket.s3.us-gov-west-1.amazonaws.com/")]
    public void A_region_has_its_partitions_host(string region, string url) => UrlOf("bucket", options => options.Region = region).Should().Be(url);

    [Test]
    public void A_name_with_dots_goes_into_the_path() => UrlOf("my.bucket").Should().Be("https://s3.eu-west-1.amazonaws.com/my.bucket/");

    [Test]
    public void Path_style_puts_every_name_into_the_path() =>
        UrlOf("bucket", options => options.AddressingStyle = S3AddressingStyle.Path).Should().Be("https://s3.eu-west-1.amazonaws.com/bucket/");

    [TestCase(true, false, "https://bucket.s3.dualstack.eu-west-1.amazonaws.com/")]
    [TestCase(false, true, "https://bucket.s3-accelerate.amazonaws.com/")]
    [TestCase(true, true, "https://bucket.s3-accelerate.dualstack.amazonaws.com/")]
    public void Dual_stack_and_acceleration_have_hosts_of_their_own(bool isDualStack, bool isAccelerated, string url) =>
        UrlOf("bucket", options => (options.UseDualStack, options.UseAccelerate) = (isDualStack, isAccelerated)).Should().Be(url);

    [Test]
    public void Acceleration_takes_no_name_with_dots() =>
        FaultOf("my.bucket", options => options.UseAccelerate = true)
            .Should().Be("The bucket 'my.bucket' cannot be reached by transfer acceleration, which takes names without dots.");

    [TestCase("http://127.0.0.1:8000", "bucket", "http://127.0.0.1:8000/bucket/")]
    [TestCase("http://[::1]:8000", "bucket", "http://[::1]:8000/bucket/")]
    [TestCase("https://s3.example.com", "bucket", "https://bucket.s3.example.com/")]
    [TestCase("https://s3.example.com:9000", "bucket", "https://bucket.s3.example.com:9000/")]
    [TestCase("https://s3.example.com", "My_Bucket", "https://s3.example.com/My_Bucket/")]
    [TestCase("https://s3.example.com", "my.bucket", "https://s3.example.com/my.bucket/")]
    public void A_compatible_store_has_its_own_host(string service, string bucket, string url) =>
        UrlOf(bucket, options => options.ServiceUrl = new Uri(service)).Should().Be(url);

    [Test]
    public void Keys_are_for_the_public_host() => UrlOf("bucket", options =>
    {
        options.ServiceUrl = new Uri("http://10.0.0.1:8000");
        options.PublicUrl = new Uri("https://media.example");
    }).Should().Be("https://bucket.media.example/");

    [Test]
    public void Signed_host_and_path_are_those_of_the_url()
    {
        V4Place bucket = BucketOf("my.bucket", options => options.ServiceUrl = new Uri("https://s3.example.com:9000"));

        Encoding.ASCII.GetString(bucket.Host).Should().Be("s3.example.com:9000");
        Encoding.ASCII.GetString(bucket.ObjectPath).Should().Be("/my.bucket/");
        Encoding.ASCII.GetString(bucket.Origin).Should().Be("https://s3.example.com:9000");
    }

    [Test]
    public void A_container_is_mapped_to_its_bucket_and_others_are_taken_as_they_are()
    {
        static void Map(AmazonS3Options options) => options.ContainerNames["Media"] = "contoso-media-prod";

        UrlOf("Media", Map).Should().Be("https://contoso-media-prod.s3.eu-west-1.amazonaws.com/");
        UrlOf("media", Map).Should().Be("https://media.s3.eu-west-1.amazonaws.com/");
    }

    [TestCase("ab")]
    [TestCase("Bucket")]
    [TestCase("my_bucket")]
    [TestCase("-bucket")]
    [TestCase("bucket-")]
    [TestCase(".bucket")]
    [TestCase("a..b")]
    [TestCase("192.0.2.1")]
    [TestCase("bücket")]
    [TestCase("a/b")]
    [TestCase("buck\u0660t")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_wrong_bucket_name_is_refused(string name) =>
        FaultOf(name).Should().Match($"The container '{name}' is no bucket name: 3 to 63 lower-case letters, *");

    [TestCase("abc")]
    [TestCase("1.2.3.4.5")]
    [TestCase("0-9.a")]
    [TestCase("012345678901234567890123456789012345678901234567890123456789012")]
    public void A_bucket_name_is_taken(string name) => UrlOf(name).Should().Contain(name);

    [TestCase("ab")]
    [TestCase("a b")]
    [TestCase("a/b")]
    [TestCase("a@b")]
    public void A_compatible_store_takes_more_names_but_not_all(string name) =>
        FaultOf(name, options => options.ServiceUrl = new Uri("https://s3.example.com"))
        .Should().Be($"The container '{name}' is no bucket name: 3 to 255 letters, digits, dots, hyphens and underscores.");

    private static string UrlOf(string container, Action<AmazonS3Options>? configure = null) => BucketOf(container, configure).Url;

    private static V4Place BucketOf(string container, Action<AmazonS3Options>? configure = null)
    {
        AmazonS3Options options = new() { Region = "eu-west-1" };
        configure?.Invoke(options);
        return new S3Endpoint(options).BucketOf(container);
    }

    private static string FaultOf(string container, Action<AmazonS3Options>? configure = null)
    {
        ValetKeyException fault = FluentActions.Invoking(() => BucketOf(container, configure)).Should().Throw<ValetKeyException>().Which;
        fault.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        return fault.Message;
    }
}
