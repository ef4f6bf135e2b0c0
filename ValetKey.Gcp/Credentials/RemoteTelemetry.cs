using System.Diagnostics.Metrics;
using ValetKey.Diagnostics;

namespace ValetKey.Gcp.Credentials;

/// <summary>What is measured where a key signs elsewhere. The meter has the name of Core's, so that one subscription finds all.</summary>
internal static class RemoteTelemetry
{
    private const string IssuerTag = "valetkey.issuer";

    private static readonly Meter Meter = new(ValetKeyTelemetry.MeterName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("valetkey.gcp.signature.duration", "s", "Time to a signature from IAM, waiting and retries included.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("valetkey.gcp.signature.retries", "{call}", "Signatures that were asked for again.");

    public static void RecordSignature(string issuer, TimeSpan time, string? error)
    {
        if (Duration.Enabled)
        {
            Duration.Record(
                time.TotalSeconds, new KeyValuePair<string, object?>(IssuerTag, issuer), new KeyValuePair<string, object?>("error.type", error));
        }
    }

    public static void RecordRetry(string issuer) => Retries.Add(1, new KeyValuePair<string, object?>(IssuerTag, issuer));
}
