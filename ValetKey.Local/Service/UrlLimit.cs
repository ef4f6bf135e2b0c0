using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ValetKey.Local.Service;

/// <summary>A host of the application's own has its own limit on URLs, and answers longer ones with 414 before the service sees them.</summary>
internal static partial class UrlLimit
{
    public static void Warn(IServiceProvider services, string name)
    {
        if (services.GetService<IServer>()?.GetType().Assembly == typeof(KestrelServerOptions).Assembly
            && services.GetService<IOptions<KestrelServerOptions>>()?.Value.Limits is { MaxRequestLineSize: < LocalStorageHost.MaximumUrlBytes } its
            && services.GetService<ILoggerFactory>() is { } loggers)
        {
            LogShort(loggers.CreateLogger<LocalStorageService>(), name, its.MaxRequestLineSize, LocalStorageHost.MaximumUrlBytes);
        }
    }

    [LoggerMessage(EventId = 103, EventName = "UrlLimit", Level = LogLevel.Warning,
        Message = "Local storage '{Name}': this host answers 414 to URLs of more than {Limit} bytes, and keys with long names in other scripts may "
            + "need more. Set KestrelServerOptions.Limits.MaxRequestLineSize to {Wanted} (and for HTTP/2 Http2.MaxRequestHeaderFieldSize and "
            + "MaxRequestHeadersTotalSize), or keep names short.")]
    private static partial void LogShort(ILogger logger, string name, int limit, int wanted);
}
