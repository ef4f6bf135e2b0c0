using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Aws.Operations;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>With which client the application works.</summary>
public sealed class S3OperationClientTests
{
    [Test]
    public async Task Client_that_the_application_has_is_the_one_that_calls([Values] bool isHandedOver)
    {
        CannedAmazon amazon = new CannedAmazon().OnHead("a");
        ServiceCollection services = [];
        services.AddSingleton(isHandedOver ? new AmazonS3Client(new AnonymousAWSCredentials(), Amazon.RegionEndpoint.EUWest3) : amazon.Client);
        services.AddValetKey().AddAmazonS3("media", options => options.Client = isHandedOver ? amazon.Client : null);
        await using ServiceProvider provider = services.BuildServiceProvider();

        (await provider.GetRequiredKeyedService<IStorageOperations>("media").FindAsync("bucket", "a")).Should().NotBeNull();

        amazon.Requests.Should().Equal("HEAD /bucket/a");
    }

    [Test]
    public void Client_that_is_made_reaches_Amazon_itself_in_the_region()
    {
        AmazonS3Config config = ConfigOf(new AmazonS3Options
        {
            Region = "eu-west-1",
            PublicUrl = new Uri("https://files.example"),
            UseAccelerate = true,
        });

        (config.RegionEndpoint.SystemName, config.UseAccelerateEndpoint, config.ForcePathStyle).Should().Be(("eu-west-1", false, false));
        config.ServiceURL.Should().BeNull();
    }

    [Test]
    public void Client_that_is_made_for_a_compatible_store_asks_no_more_of_it_than_it_must()
    {
        AmazonS3Config config = ConfigOf(new AmazonS3Options
        {
            Region = "us-east-1",
            ServiceUrl = new Uri("https://ceph.example:7480"),
            PublicUrl = new Uri("https://files.example"),
            AddressingStyle = S3AddressingStyle.Path,
        });

        (config.ServiceURL, config.AuthenticationRegion, config.ForcePathStyle).Should().Be(("https://ceph.example:7480/", "us-east-1", true));
        (config.RequestChecksumCalculation, config.ResponseChecksumValidation).Should().Be(
            (RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED));
    }

    [Test]
    public async Task Credentials_that_are_missing_are_a_fault_of_the_call_and_asked_for_again()
    {
        int asked = 0;
        S3Store store = new(new AmazonS3Options { Region = "eu-west-1" }, () => throw new AmazonClientException($"none {++asked}"));
        S3Objects objects = new(store);

        for (int call = 1; call <= 2; call++)
        {
            (await FluentActions.Awaiting(() => objects.FindAsync("bucket", "a", default).AsTask()).Should().ThrowAsync<ValetKeyException>())
                .Which.InnerException!.Message.Should().Be($"none {call}");
        }
    }

    private static AmazonS3Config ConfigOf(AmazonS3Options options) =>
        (AmazonS3Config)S3ClientFactory.ClientFor(options, () => new BasicAWSCredentials("AKIDEXAMPLE", "secret")).Config;
}
