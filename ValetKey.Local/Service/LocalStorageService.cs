using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ValetKey.Local.Limits;
using ValetKey.Local.Operations;
using ValetKey.Local.Service.Messages;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>The storage service itself: verifies the key, and only then looks at objects.</summary>
internal sealed partial class LocalStorageService : IDisposable
{
    private readonly string _rootPath;
    private readonly ServiceMetrics _metrics;
    private readonly Admission _admission;
    private readonly UploadLimits _limits;
    private readonly Sweeper _sweeper;
    private readonly KeyVerifier _verifier;
    private readonly CrossOrigin _crossOrigin;
    private readonly BrowserRules _browserRules;
    private readonly ILogger _logger;
    private readonly Downloads _downloads;
    private readonly Uploads _uploads;
    private readonly Deletions _deletions;
    private readonly Listings _listings;
    private readonly FormPosts _forms;
    private readonly QueueRequests _queues;

    public LocalStorageService(
        string name, LocalStorageOptions options, ObjectStore store, LocalKeyRing ring, TimeProvider time, ILoggerFactory loggers)
    {
        _rootPath = options.RootPath;
        _metrics = new ServiceMetrics(name, _rootPath, store);
        _admission = new Admission(options.Limits);
        _limits = new UploadLimits(options, store);
        Ages ages = new(options.Limits, store, time);
        _sweeper = new Sweeper(ages, store, time, loggers);
        _verifier = new KeyVerifier(ring, store, time);
        _crossOrigin = new CrossOrigin(options.AllowedOrigins, loggers);
        _browserRules = new BrowserRules(options);
        _logger = loggers.CreateLogger<LocalStorageService>();
        _downloads = new Downloads(store, ages, _browserRules);
        _uploads = new Uploads(_limits, ages);
        _deletions = new Deletions(store, ages);
        _listings = new Listings(store, ages);
        _forms = new FormPosts(_limits, ages, _verifier, _admission);
        _queues = new QueueRequests(store, options.Queues);
    }

    public async Task HandleAsync(HttpContext context, string mappedPath)
    {
        _browserRules.Guard(context);
        if (_crossOrigin.Apply(context))
        {
            return;
        }

        Visit? visit = _metrics.Begin(context);
        Refusal? refusal = null;
        bool isAborted = true; // Also where a fault ends an answer that has begun.
        try
        {
            refusal = await TryServeAsync(context, mappedPath).ConfigureAwait(false);
            if (refusal is not null)
            {
                await Problem.WriteAsync(context, refusal).ConfigureAwait(false);
            }

            isAborted = false;
        }
        catch (Exception fault) when (IsAbort(context, fault))
        {
            LogAborted(_logger, context.Request.Method);
        }
        finally
        {
            _metrics.End(context, visit, refusal, isAborted);
        }
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _sweeper.Dispose();
        _admission.Dispose();
    }

    /// <summary>A reset may show in the body before the request is known to be aborted.</summary>
    private static bool IsAbort(HttpContext context, Exception fault) =>
        fault is ConnectionResetException
        || (context.RequestAborted.IsCancellationRequested && fault is OperationCanceledException or IOException);

    /// <returns>Why the request was not served, also where a fault is the reason.</returns>
    private async Task<Refusal?> TryServeAsync(HttpContext context, string mappedPath)
    {
        try
        {
            Refusal? refusal = await _admission.EnterAsync(context).ConfigureAwait(false)
                ?? await ServeAsync(context, mappedPath).ConfigureAwait(false);
            return refusal is null ? null : Refused(context, refusal);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            return new Refusal(fault.StatusCode, LocalRefusalReasons.RequestMalformed, fault.Message);
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            return Refused(context, refused.Refusal);
        }
        catch (Exception fault) when (
            !IsAbort(context, fault) && !context.Response.HasStarted && StorageFaults.RefusalOf(fault, _rootPath) is { } refusal)
        {
            LogStorageFault(_logger, context.Request.Method, refusal.Reason, fault);
            return refusal;
        }
    }

    private Refusal Refused(HttpContext context, Refusal refusal)
    {
        LogRefused(_logger, context.Request.Method, refusal.Reason);
        return refusal;
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext context, string mappedPath)
    {
        if (RequestTarget.Of(context, mappedPath) is not { } target || ResourcePath.TryParse(target.Path) is not { } path)
        {
            return Refusals.PathMalformed;
        }

        if (path is { Name: null, IsQueue: false } && HttpMethods.IsPost(context.Request.Method))
        {
            return await _forms.HandleAsync(context, path).ConfigureAwait(false);
        }

        Refusal? refusal = _verifier.Verify(
            target.Query, path, context.Request.IsHttps, context.Connection.RemoteIpAddress, out VerifiedKey? key, out string added);
        if (refusal is not null)
        {
            return refusal;
        }

        if (path.IsQueue)
        {
            return await _admission.EnterAsync(context, key!).ConfigureAwait(false)
                ?? _limits.CheckRoomForMessage(context.Request)
                ?? await _queues.HandleAsync(context, key!, path, added).ConfigureAwait(false);
        }

        Permissions needed = Access.Needed(context.Request.Method, path.Name is not null, key!.Permissions);
        if (needed == Permissions.None)
        {
            return Refusals.MethodNotAllowed;
        }

        Visit.Set(context, needed);
        return Access.Check(key, needed, path, added)
            ?? await _admission.EnterAsync(context, key).ConfigureAwait(false)
            ?? await HandleAsync(context, key, path, needed, added).ConfigureAwait(false);
    }

    private Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path, Permissions needed, string added) => needed switch
    {
        Permissions.Read or Permissions.ReadProperties => _downloads.HandleAsync(context, key, path),
        Permissions.List => _listings.HandleAsync(context, key, path, added),
        Permissions.Delete => _deletions.HandleAsync(context, key, path),
        _ => _uploads.HandleAsync(context, key, path, needed),
    };
}
