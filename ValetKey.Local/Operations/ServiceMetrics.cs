using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using ValetKey.Diagnostics;
using ValetKey.Local.Service;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Operations;

/// <summary>
/// What a service measures, under the meter of the issuer's own. Operations, reasons and statuses are told; names, addresses and keys are not.
/// </summary>
internal sealed class ServiceMetrics : IDisposable
{
    private const string StorageTag = "valetkey.storage";
    private const string OperationTag = "valetkey.operation";
    private const string ErrorTag = "error.type";
    private const string StatusTag = "http.response.status_code";
    private const string DirectionTag = "network.io.direction";
    private const string Aborted = "aborted";

    // A gauge is asked often, and what is stored is counted row by row.
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    private readonly Meter _meter = new(ValetKeyTelemetry.MeterName);
    private readonly KeyValuePair<string, object?> _storage;
    private readonly ObjectStore _store;
    private readonly string _rootPath;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;
    private (long Bytes, long Counted)? _stored;

    public ServiceMetrics(string name, string rootPath, ObjectStore store)
    {
        _storage = new(StorageTag, name);
        _rootPath = rootPath;
        _store = store;
        _requests = _meter.CreateCounter<long>("valetkey.storage.requests", "{request}", "Requests that were answered or broken off.");
        _refused = _meter.CreateCounter<long>("valetkey.storage.refused", "{request}", "Requests that were refused, by reason.");
        _bytes = _meter.CreateCounter<long>("valetkey.storage.io", "By", "Content that was received or sent.");
        _duration = _meter.CreateHistogram<double>("valetkey.storage.request.duration", "s", "Time from a request to the end of its answer.");
        _meter.CreateObservableGauge("valetkey.storage.stored", () => Observe(Stored()), "By", "Content of all objects.");
        _meter.CreateObservableGauge(
            "valetkey.storage.disk.free", () => Observe(StorageFaults.FreeBytes(_rootPath)), "By", "What the disk has free for this user.");
    }

    /// <summary>Null if nobody listens.</summary>
    public Visit? Begin(HttpContext context)
    {
        if (!_requests.Enabled && !_refused.Enabled && !_bytes.Enabled && !_duration.Enabled)
        {
            return null;
        }

        Visit visit = new();
        context.Features.Set(visit);
        return visit;
    }

    public void End(HttpContext context, Visit? visit, Refusal? refusal, bool isAborted)
    {
        if (visit is null)
        {
            return;
        }

        KeyValuePair<string, object?> operation = new(OperationTag, visit.Operation);
        KeyValuePair<string, object?> error = new(ErrorTag, isAborted ? Aborted : refusal?.Reason);
        KeyValuePair<string, object?> status = new(StatusTag, isAborted ? null : context.Response.StatusCode);
        _requests.Add(1, _storage, operation, status);
        _duration.Record(TimeProvider.System.GetElapsedTime(visit.Started).TotalSeconds, _storage, operation, error);
        if (refusal is not null)
        {
            _refused.Add(1, _storage, operation, error);
        }

        Count(visit.Received, "receive", operation);
        Count(visit.Sent, "transmit", operation);
    }

    public void Dispose() => _meter.Dispose();

    private void Count(long bytes, string direction, KeyValuePair<string, object?> operation)
    {
        if (bytes > 0)
        {
            _bytes.Add(bytes, _storage, operation, new(DirectionTag, direction));
        }
    }

    private IEnumerable<Measurement<long>> Observe(long? bytes) => bytes is { } known ? [new(known, _storage)] : [];

    private long? Stored()
    {
        if (_stored is { } stored && TimeProvider.System.GetElapsedTime(stored.Counted) < CountEvery)
        {
            return stored.Bytes;
        }

        try
        {
            _stored = (_store.CountBytes(), TimeProvider.System.GetTimestamp());
            return _stored.Value.Bytes;
        }
        catch (Exception fault) when (StorageFaults.RefusalOf(fault, _rootPath) is not null)
        {
            return null; // A gauge that throws would take the others with it.
        }
    }
}
