using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>The clock is set by the host that was asked, and by no other that it points to.</summary>
public sealed class RedirectedDateTests
{
    /// <summary>The providers whose signers can ask.</summary>
    public enum Store
    {
        /// <summary>Amazon S3.</summary>
        S3,

        /// <summary>Azure Storage.</summary>
        Azure,

        /// <summary>Google Cloud Storage.</summary>
        CloudStorage,
    }

    [Test]
    public async Task Redirect_to_another_host_is_not_followed_and_sets_no_clock([Values] Store store, [Values(301, 302, 303, 307, 308)] int status)
    {
        using DatedServer other = new(TestIssuer.Noon.AddMinutes(-12));
        using DatedServer asked = new(TestIssuer.Noon.AddMinutes(3), status, other.Url);
        await using ServiceProvider services = Services(store, asked.Url);
        StorageClock clock = services.GetRequiredKeyedService<StorageClock>("media");

        await clock.MeasureAsync();

        clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(3));
        other.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Request_bears_no_credentials_and_no_cookies([Values] Store store)
    {
        using DatedServer asked = new(TestIssuer.Noon);
        await using ServiceProvider services = Services(store, asked.Url);
        StorageClock clock = services.GetRequiredKeyedService<StorageClock>("media");

        await clock.MeasureAsync();
        await clock.MeasureAsync();

        asked.Requests.Select(request => request.Method).Should().Equal("HEAD", "HEAD");
        asked.Requests.SelectMany(request => request.Headers.AllKeys).Should().NotContain(["Authorization", "Cookie"]);
    }

    [Test]
    public async Task Answer_from_a_cache_is_no_measurement()
    {
        using DatedServer cache = new(TestIssuer.Noon.AddMinutes(-12), status: 200, age: "720");

        (await ServiceDate.ReadAsync(cache.Url, CancellationToken.None)).Should().BeNull();
    }

    [Test]
    public async Task Service_that_cannot_be_reached_is_told()
    {
        Uri gone;
        using (DatedServer server = new(TestIssuer.Noon))
        {
            gone = server.Url;
        }

        await using ServiceProvider services = Services(Store.S3, gone);

        await FluentActions.Awaiting(() => services.GetRequiredKeyedService<StorageClock>("media").MeasureAsync().AsTask())
            .Should().ThrowExactlyAsync<ValetKeyException>().WithMessage("The storage service of 'media' could not be asked for its time*");
    }

    private static ServiceProvider Services(Store store, Uri url)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestIssuer.Noon));
        IValetKeyBuilder builder = services.AddValetKey();
        _ = store switch
        {
            Store.S3 => builder.AddAmazonS3("media", options =>
            {
                options.Region = "eu-west-1";
                options.ServiceUrl = url;
                options.Credentials = new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "secret");
            }),
            Store.Azure => builder.AddAzureStorage("media", options =>
            {
                options.AccountName = "contoso";
                options.AccountKey = Azure.Support.TestAccount.Key;
                options.BlobServiceUri = new Uri(url, "contoso");
            }),
            _ => builder.AddGoogleCloudStorage("media", options =>
            {
                options.CredentialJson = Gcp.Storage.Support.TestServiceAccount.Json;
                options.ServiceUrl = url;
            }),
        };
        return services.BuildServiceProvider();
    }
}
