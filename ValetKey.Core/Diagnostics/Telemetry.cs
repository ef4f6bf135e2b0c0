using System.Diagnostics;
using System.Diagnostics.Metrics;
using ValetKey.Issuing;
using ValetKey.Providers;

namespace ValetKey.Diagnostics;

/// <summary>What is measured and traced. Names, forms and reasons are told; object names and secrets are not.</summary>
internal static class Telemetry
{
    private const string IssuerTag = "valetkey.issuer";
    private const string FormTag = "valetkey.form";
    private const string ErrorTag = "error.type";
    private const string Cancelled = "Cancelled";

    private static readonly ActivitySource Source = new(ValetKeyTelemetry.ActivitySourceName);
    private static readonly Meter Meter = new(ValetKeyTelemetry.MeterName);

    private static readonly Counter<long> Issued =
        Meter.CreateCounter<long>("valetkey.keys.issued", "{key}", "Keys handed out.");

    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("valetkey.keys.refused", "{request}", "Requests that gave no key.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("valetkey.issue.duration", "s", "Time from request to key or refusal.");

    private static readonly Histogram<double> LeaseDuration =
        Meter.CreateHistogram<double>("valetkey.lease.duration", "s", "Time of a call for credentials, keys or tokens that are then kept.");

    public static Activity? StartIssue(in IssueAttempt attempt)
    {
        Activity? activity = Source.StartActivity("valetkey.issue");
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(IssuerTag, attempt.IssuerName);
            activity.SetTag("valetkey.attempt_id", attempt.Id.ToString());
            activity.SetTag("valetkey.resource", attempt.Request.Scope.Kind.ToString());
            activity.SetTag("valetkey.container", attempt.Request.Scope.Container);
            activity.SetTag("valetkey.permissions", attempt.Request.Permissions.ToString());
        }

        return activity;
    }

    public static long StartTimer() => Duration.Enabled ? TimeProvider.System.GetTimestamp() : 0;

    public static void RecordIssue(Activity? activity, string issuer, IssuedKey key, long started)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(FormTag, key.Form.ToString());
        }

        if (Issued.Enabled)
        {
            Issued.Add(1, new(IssuerTag, issuer), new(FormTag, key.Form.ToString()));
        }

        RecordDuration(issuer, started, null);
    }

    public static void RecordFault(Activity? activity, string issuer, ValetKeyErrorReason reason, long started) =>
        RecordRefusal(activity, issuer, reason.ToString(), started);

    public static void RecordCancellation(Activity? activity, string issuer, long started) =>
        RecordRefusal(activity, issuer, Cancelled, started);

    /// <summary>A call for a lease. Its key is not told: it may name an object.</summary>
    public static void RecordLease(LeaseCacheOptions options, TimeSpan time, Exception? fault)
    {
        if (LeaseDuration.Enabled)
        {
            LeaseDuration.Record(
                time.TotalSeconds,
                new(IssuerTag, options.IssuerName),
                new("valetkey.lease", options.LeaseName),
                new(ErrorTag, fault?.GetType().Name));
        }
    }

    private static void RecordRefusal(Activity? activity, string issuer, string error, long started)
    {
        activity?.SetTag(ErrorTag, error);
        activity?.SetStatus(ActivityStatusCode.Error, error);
        Refused.Add(1, new(IssuerTag, issuer), new(ErrorTag, error));
        RecordDuration(issuer, started, error);
    }

    private static void RecordDuration(string issuer, long started, string? error)
    {
        if (started != 0)
        {
            Duration.Record(
                TimeProvider.System.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>(IssuerTag, issuer),
                new KeyValuePair<string, object?>(ErrorTag, error));
        }
    }
}
