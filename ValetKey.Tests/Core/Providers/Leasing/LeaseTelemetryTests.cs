using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>Calls are measured, with what is leased and how it failed, and without the key.</summary>
[NonParallelizable]
internal sealed class LeaseTelemetryTests : LeaseTestBase
{
    [Test]
    public async Task Calls_are_measured_by_issuer_lease_and_fault()
    {
        using MetricCollector<double> duration = new(null, "ValetKey", "valetkey.lease.duration");
        Use(new LeaseCacheOptions { IssuerName = "lease telemetry", LeaseName = "secret" });

        await GetAsync(key: "hunter2");
        AtOnce(key: "hunter2");
        Source.Fault = new HttpRequestException();
        await FaultOf(key: "other");

        duration.GetMeasurementSnapshot().Where(measurement => Equals(measurement.Tags["valetkey.issuer"], "lease telemetry"))
            .Select(measurement => measurement.Tags)
            .Should().BeEquivalentTo(new[]
            {
                new Dictionary<string, object?> { ["valetkey.issuer"] = "lease telemetry", ["valetkey.lease"] = "secret", ["error.type"] = null },
                new Dictionary<string, object?>
                {
                    ["valetkey.issuer"] = "lease telemetry",
                    ["valetkey.lease"] = "secret",
                    ["error.type"] = "HttpRequestException",
                },
            });
    }
}
