using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace ValetKey.Local;

/// <summary>How a <see cref="LocalStorageHost"/> runs.</summary>
public sealed class LocalStorageHostOptions
{
    /// <inheritdoc cref="LocalStorageOptions.RootPath"/>
    public string RootPath
    {
        get => Storage.RootPath;
        set => Storage.RootPath = value;
    }

    /// <summary>The loopback port, 0 to 65,535; 0 takes a free one.</summary>
    /// <value>Default: 0.</value>
    public int Port { get; set; }

    /// <summary>Serves https with this certificate instead of http, and offers HTTP/2 beside HTTP/1.1.</summary>
    /// <value>Default: null.</value>
    public X509Certificate2? Certificate { get; set; }

    /// <inheritdoc cref="LocalStorageOptions.AllowedOrigins"/>
    public IList<string> AllowedOrigins => Storage.AllowedOrigins;

    /// <inheritdoc cref="LocalStorageOptions.Downloads"/>
    public LocalDownloadOptions Downloads => Storage.Downloads;

    /// <inheritdoc cref="LocalStorageOptions.Limits"/>
    public LocalLimitOptions Limits => Storage.Limits;

    /// <summary>How long transfers that are under way may take to finish when the service stops; zero breaks them off.</summary>
    /// <value>Default: 30 seconds, as .NET's hosts have it.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="LocalStorageOptions.Queues"/>
    public LocalQueueOptions Queues => Storage.Queues;

    /// <summary>The clock that keys are checked against.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where to log; null logs nothing.</summary>
    /// <value>Default: null.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal LocalStorageOptions Storage { get; } = new();
}
