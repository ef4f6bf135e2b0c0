namespace ValetKey.Diagnostics;

/// <summary>The names under which traces and metrics are found.</summary>
public static class ValetKeyTelemetry
{
    /// <summary>
    /// The <see cref="System.Diagnostics.ActivitySource"/>: one activity <c>valetkey.issue</c> per attempt, whose tag
    /// <c>valetkey.attempt_id</c> is the id that audit, exception and key bear.
    /// </summary>
    public const string ActivitySourceName = "ValetKey";

    /// <summary>
    /// The <see cref="System.Diagnostics.Metrics.Meter"/>: the counters <c>valetkey.keys.issued</c> and <c>valetkey.keys.refused</c> (with the reason
    /// as <c>error.type</c>), and the histograms <c>valetkey.issue.duration</c> and <c>valetkey.lease.duration</c> (the calls for credentials, keys
    /// and tokens that are then kept, by <c>valetkey.lease</c>), in seconds. The local storage service measures under it too, as
    /// <c>valetkey.storage.*</c>.
    /// </summary>
    public const string MeterName = "ValetKey";
}
