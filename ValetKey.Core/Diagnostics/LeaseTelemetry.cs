using System.Diagnostics.Metrics;
using ValetKey.Providers;

namespace ValetKey.Diagnostics;

/// <summary>What is measured of leases. Keys are not told: they may name objects.</summary>
internal static class LeaseTelemetry
{
    private static readonly Meter Meter = new(ValetKeyTelemetry.MeterName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("valetkey.lease.duration", "s", "Time of a call for credentials, keys or tokens that are then kept.");

    public static void RecordCall(LeaseCacheOptions options, TimeSpan time, Exception? fault)
    {
        if (Duration.Enabled)
        {
            Duration.Record(
                time.TotalSeconds,
                new KeyValuePair<string, object?>("valetkey.issuer", options.IssuerName),
                new KeyValuePair<string, object?>("valetkey.lease", options.LeaseName),
                new KeyValuePair<string, object?>("error.type", fault?.GetType().Name));
        }
    }
}
