using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Aws.Signing;
using ValetKey.Gcp;
using ValetKey.Gcp.Signing;
using ValetKey.Local.Service;

namespace ValetKey.Tests.Configuration;

/// <summary>A host in another script is written as name servers know it, and never as another host.</summary>
public sealed class InternationalHostTests
{
    private const string Punycode = "xn--bcher-kva.example";

    private static readonly Uri Books = new("https://bücher.example");
    private static readonly KeyScope Photo = KeyScope.ForObject("my-bucket", "a.jpg");

    [TestCase(S3AddressingStyle.Automatic, "https://my-bucket." + Punycode + "/")]
    [TestCase(S3AddressingStyle.Path, "https://" + Punycode + "/my-bucket/")]
    public void S3_names_the_host(S3AddressingStyle style, string url) => new S3Endpoint(
        new AmazonS3Options { Region = "us-east-1", PublicUrl = Books, AddressingStyle = style }).BucketOf("my-bucket").Url.Should().Be(url);

    [Test]
    public void Cloud_Storage_names_the_host() =>
        new GcsEndpoint(new GoogleCloudStorageOptions { PublicUrl = Books }).BucketOf("my-bucket").Url.Should().Be($"https://{Punycode}/my-bucket/");

    [Test]
    public async Task Azure_names_the_host()
    {
        await using ServiceProvider services = new ServiceCollection().AddValetKey().AddAzureStorage("x", options =>
        {
            options.AccountName = "contoso";
            options.AccountKey = "AAAA";
            options.PublicBlobUri = Books;
        }).Services.BuildServiceProvider();

        (await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(Photo, Permissions.Read)).Url
            .Should().StartWith($"https://{Punycode}/my-bucket/a.jpg?");
    }

    [Test]
    public async Task Cloud_CDN_names_the_host()
    {
        await using ServiceProvider services = new ServiceCollection().AddValetKey().AddCloudCdn("x", options =>
        {
            options.BaseUrl = Books;
            options.KeyName = "key-1";
            options.Key = "AAAAAAAAAAAAAAAAAAAAAA==";
        }).Services.BuildServiceProvider();

        (await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(Photo, Permissions.Read)).Url
            .Should().StartWith($"https://{Punycode}/my-bucket/a.jpg?");
    }

    [Test]
    public void Local_storage_names_the_host() =>
        new HostedAddress(new Uri(Books, "storage/"), null, null).BaseUrl
            .Should().Equal(System.Text.Encoding.ASCII.GetBytes($"https://{Punycode}/storage"));
}
