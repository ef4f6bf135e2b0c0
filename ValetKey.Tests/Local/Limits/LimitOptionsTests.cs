using Microsoft.Extensions.Options;
using ValetKey.Local;

namespace ValetKey.Tests.Local.Limits;

/// <summary>The settings of the limits.</summary>
public sealed class LimitOptionsTests
{
    [Test]
    public void By_default_only_the_disk_is_a_limit()
    {
        LocalLimitOptions limits = new();

        limits.MinimumFreeSpace.Should().Be(16 * 1024 * 1024);
        new long?[]
        {
            limits.MaximumObjectSize, limits.Concurrency, limits.ConcurrencyPerKey, limits.ConcurrencyPerClient, limits.Rate, limits.RatePerKey,
            limits.RatePerClient,
        }.Should().AllSatisfy(limit => limit.Should().BeNull());
        limits.MaximumAge.Should().BeEmpty();
        limits.Quotas.Should().BeEmpty();
    }

    [Test]
    public async Task All_faults_are_told_at_once()
    {
        Func<Task> start = () => LocalStorageHost.StartAsync(options =>
        {
            options.RootPath = "root";
            options.Limits.MaximumObjectSize = -1;
            options.Limits.MinimumFreeSpace = -2;
            options.Limits.Concurrency = 0;
            options.Limits.ConcurrencyPerKey = -3;
            options.Limits.ConcurrencyPerClient = 0;
            options.Limits.Rate = 0;
            options.Limits.RatePerKey = 0;
            options.Limits.RatePerClient = -4;
            options.Limits.MaximumAge["c"] = TimeSpan.FromMilliseconds(999);
            options.Limits.MaximumAge["c/p/"] = TimeSpan.FromDays(1);
            options.Limits.Quotas["c"] = -5;
            options.Limits.Quotas["c/p"] = 1;
            options.Limits.Quotas["/"] = 1;
        });

        OptionsValidationException fault = (await start.Should().ThrowAsync<OptionsValidationException>()).Which;

        fault.Failures.Should().HaveCount(13).And.AllSatisfy(failure => failure.Should().StartWith("Limits:"));
        fault.Failures.Should().ContainMatch("Limits:MaximumObjectSize is -1;*").And.ContainMatch("Limits:RatePerClient is -4;*")
            .And.ContainMatch("Limits:MaximumAge:c is 00:00:00.9990000;*").And.ContainMatch("Limits:MaximumAge has 'c/p/'.*")
            .And.ContainMatch("Limits:Quotas:c is -5;*").And.ContainMatch("Limits:Quotas has 'c/p'.*").And.ContainMatch("Limits:Quotas has '/'.*");
        Directory.Exists("root").Should().BeFalse();
    }
}
