using System.Diagnostics;
using System.Diagnostics.Metrics;
using ValetKey.AspNetCore.Contract;
using ValetKey.Diagnostics;

namespace ValetKey.AspNetCore.Flow;

/// <summary>What is measured of uploads, under the issuers' own names. Ids, users and names are not told.</summary>
internal sealed class UploadMetrics : IDisposable
{
    private const string UploadsTag = "valetkey.uploads";
    private const string StateTag = "valetkey.upload.state";

    private readonly ActivitySource _activities = new(ValetKeyTelemetry.ActivitySourceName);
    private readonly Counter<long> _offered;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _orphans;
    private readonly Histogram<double> _duration;

    public UploadMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(ValetKeyTelemetry.MeterName);
        _offered = meter.CreateCounter<long>("valetkey.uploads.offered", "{upload}", "Uploads that were accepted.");
        _settled = meter.CreateCounter<long>("valetkey.uploads.settled", "{upload}", "Uploads that were published, rejected or abandoned.");
        _bytes = meter.CreateCounter<long>("valetkey.uploads.published", "By", "Content that was published.");
        _failed = meter.CreateCounter<long>("valetkey.uploads.failed", "{attempt}", "Attempts to settle that broke off and will be made again.");
        _orphans = meter.CreateCounter<long>("valetkey.uploads.orphans", "{item}", "What was deleted from staging since no upload names it.");
        _duration = meter.CreateHistogram<double>("valetkey.upload.settle.duration", "s", "Time to verify, inspect, publish and tell.");
    }

    public Activity? Start(UploadRecord upload)
    {
        Activity? activity = _activities.StartActivity("valetkey.upload.settle");
        activity?.SetTag(UploadsTag, upload.Uploads);
        return activity;
    }

    public void Offered(UploadRecord upload) => _offered.Add(1, new KeyValuePair<string, object?>(UploadsTag, upload.Uploads));

    public void Settled(UploadRecord upload, TimeSpan duration)
    {
        TagList tags = new() { { UploadsTag, upload.Uploads }, { StateTag, StateNames.Of(upload.State) } };
        _settled.Add(1, tags);
        _duration.Record(duration.TotalSeconds, tags);
        if (upload.State == UploadState.Published)
        {
            _bytes.Add(upload.Length, new KeyValuePair<string, object?>(UploadsTag, upload.Uploads));
        }
    }

    public void Failed(string uploads) => _failed.Add(1, new KeyValuePair<string, object?>(UploadsTag, uploads));

    public void OrphansDeleted(string uploads, int count) => _orphans.Add(count, new KeyValuePair<string, object?>(UploadsTag, uploads));

    public void Dispose() => _activities.Dispose();
}
