using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>The storage service itself: verifies the key, and only then looks at objects.</summary>
internal sealed partial class LocalStorageService : IDisposable
{
    private readonly string _rootPath;
    private readonly ObjectStore _store;
    private readonly KeyVerifier _verifier;
    private readonly CrossOrigin _crossOrigin;
    private readonly BrowserRules _browserRules;
    private readonly ILogger _logger;
    private readonly Downloads _downloads;
    private readonly Uploads _uploads;
    private readonly Deletions _deletions;
    private readonly Listings _listings;
    private readonly FormPosts _forms;

    public LocalStorageService(LocalStorageOptions options, LocalKeyRing ring, TimeProvider time, ILoggerFactory loggers)
    {
        _rootPath = options.RootPath;
        _store = StorageRoot.Open(_rootPath, root => ObjectStore.Open(root, time));
        _verifier = new KeyVerifier(ring, _store, time);
        _crossOrigin = new CrossOrigin(options.AllowedOrigins, loggers);
        _browserRules = new BrowserRules(options);
        _logger = loggers.CreateLogger<LocalStorageService>();
        _downloads = new Downloads(_store, _browserRules);
        _uploads = new Uploads(_store);
        _deletions = new Deletions(_store);
        _listings = new Listings(_store);
        _forms = new FormPosts(_store, _verifier);
    }

    public async Task HandleAsync(HttpContext context, string mappedPath)
    {
        _browserRules.Guard(context);
        if (_crossOrigin.Apply(context))
        {
            return;
        }

        try
        {
            if (await ServeAsync(context, mappedPath).ConfigureAwait(false) is { } refusal)
            {
                LogRefused(_logger, context.Request.Method, refusal.Reason);
                await Problem.WriteAsync(context, refusal).ConfigureAwait(false);
            }
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            Refusal refusal = new(fault.StatusCode, LocalRefusalReasons.RequestMalformed, fault.Message);
            await Problem.WriteAsync(context, refusal).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsAbort(context, fault))
        {
            LogAborted(_logger, context.Request.Method);
        }
        catch (Exception fault) when (!context.Response.HasStarted && StorageFaults.RefusalOf(fault, _rootPath) is { } refusal)
        {
            LogStorageFault(_logger, context.Request.Method, refusal.Reason, fault);
            await Problem.WriteAsync(context, refusal).ConfigureAwait(false);
        }
    }

    public void Dispose() => _store.Dispose();

    /// <summary>A reset may show in the body before the request is known to be aborted.</summary>
    private static bool IsAbort(HttpContext context, Exception fault) =>
        fault is ConnectionResetException
        || (context.RequestAborted.IsCancellationRequested && fault is OperationCanceledException or IOException);

    private async ValueTask<Refusal?> ServeAsync(HttpContext context, string mappedPath)
    {
        if (RequestTarget.Of(context, mappedPath) is not { } target || ResourcePath.TryParse(target.Path) is not { } path)
        {
            return Refusals.PathMalformed;
        }

        if (path.Name is null && HttpMethods.IsPost(context.Request.Method))
        {
            return await _forms.HandleAsync(context, path).ConfigureAwait(false);
        }

        Refusal? refusal = _verifier.Verify(
            target.Query, path, context.Request.IsHttps, context.Connection.RemoteIpAddress, out VerifiedKey? key, out string added);
        if (refusal is not null)
        {
            return refusal;
        }

        Permissions needed = Access.Needed(context.Request.Method, path.Name is not null, key!.Permissions);
        if (needed == Permissions.None)
        {
            return Refusals.MethodNotAllowed;
        }

        return Access.Check(key, needed, path, added)
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
