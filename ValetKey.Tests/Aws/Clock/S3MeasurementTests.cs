using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Clock;

public class S3MeasurementTests
{
    [TestCase(-25)]
    [TestCase(7)]
    public async Task Keys_work_at_once_and_end_on_time_though_the_clock_is_off_by_minutes(int minutes)
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        string bucket = await gateway.CreateBucketAsync();
        using IAmazonS3 owner = gateway.CreateS3();
        await owner.PutObjectAsync(new() { BucketName = bucket, Key = "a", ContentBody = "content" });
        DateTimeOffset truth = TimeProvider.System.GetUtcNow();
        FakeTimeProvider wrong = new(truth.AddMinutes(minutes));
        await using ServiceProvider services = Services(gateway, wrong, bound: TimeSpan.FromMinutes(30));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();

        await services.GetRequiredKeyedService<StorageClock>("s3").MeasureAsync();
        DateTimeOffset measured = TimeProvider.System.GetUtcNow();
        SignedUrl key = await issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "a"), Permissions.Read);
        using HttpResponseMessage answer = await gateway.Client.SendAsync(key.CreateRequest());

        answer.IsSuccessStatusCode.Should().BeTrue();
        key.ExpiresAt.Should().BeOnOrAfter(truth.AddMinutes(15).AddSeconds(-3)).And.BeOnOrBefore(measured.AddMinutes(15).AddSeconds(3));
    }

    [Test]
    public async Task One_measurement_does_not_spoil_the_next()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        await using ServiceProvider services = Services(gateway, TimeProvider.System, bound: TimeSpan.FromMinutes(15));
        StorageClock clock = services.GetRequiredKeyedService<StorageClock>("s3");

        for (int i = 0; i < 50; i++)
        {
            await clock.MeasureAsync();
        }

        clock.IsMeasured.Should().BeTrue();
    }

    [Test]
    public async Task A_clock_off_by_hours_is_told_and_nothing_is_issued()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        FakeTimeProvider wrong = new(TimeProvider.System.GetUtcNow().AddHours(3));
        await using ServiceProvider services = Services(gateway, wrong, bound: TimeSpan.FromMinutes(15));
        await services.GetRequiredKeyedService<StorageClock>("s3").MeasureAsync();

        Func<Task> issue = async () =>
            await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject("bucket", "a"), Permissions.Read);

        (await issue.Should().ThrowAsync<ValetKeyException>().WithMessage("*clock is off by*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.ProviderFailure);
    }

    private static ServiceProvider Services(CephGateway gateway, TimeProvider time, TimeSpan bound)
    {
        ServiceCollection services = [];
        services.AddSingleton(time);
        services.AddValetKey(options => options.StorageClock.MaximumCorrection = bound).AddAmazonS3("s3", options =>
        {
            options.Region = CephGateway.Region;
            options.ServiceUrl = gateway.Endpoint;
            options.AddressingStyle = S3AddressingStyle.Path;
            options.Credentials = gateway.Owner;
        });
        return services.BuildServiceProvider();
    }
}
