using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ValetKey.Local.Service;

namespace ValetKey.Local;

/// <summary>Runs a local storage service by itself on a loopback port, for console applications, samples and tests.</summary>
public sealed class LocalStorageHost : IAsyncDisposable
{
    // A name of 1,024 bytes takes 3 KB in a URL, and a listing may bear three of them beside the constraints; Kestrel's own limit is 8 KB.
    internal const int MaximumUrlBytes = 64 * 1024;

    private const int MaximumHeaderBytes = 32 * 1024; // As Kestrel has it without the URL.

    private readonly WebApplication _app;

    private LocalStorageHost(WebApplication app)
    {
        _app = app;
        KeyRing = app.Services.GetRequiredService<LocalKeyRing>();
        Storage = app.Services.GetRequiredService<LocalStorage>();
        Url = new Uri(app.Urls.First());
    }

    /// <summary>Where clients reach the service; goes into <see cref="LocalStorageOptions.PublicUrl"/>.</summary>
    public Uri Url { get; }

    /// <summary>The store, for what the application itself does there.</summary>
    public LocalStorage Storage { get; }

    /// <summary>The service's signing keys, to rotate and retire them.</summary>
    public LocalKeyRing KeyRing { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="configure">The settings; <see cref="LocalStorageHostOptions.RootPath"/> is required.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; all faults are told.</exception>
    /// <exception cref="IOException">The root cannot be used; the message says why and what to do.</exception>
    /// <exception cref="InvalidDataException">The key ring is lost or damaged, or another version wrote the store.</exception>
    public static async Task<LocalStorageHost> StartAsync(Action<LocalStorageHostOptions> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        LocalStorageHostOptions options = new();
        configure(options);
        Validate(options);

        ILoggerFactory loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        WebApplication app = Build(options, loggers);
        try
        {
            LocalStorageService service = app.Services.GetRequiredService<LocalStorageService>();
            app.Run(context => service.HandleAsync(context, mappedPath: ""));
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new LocalStorageHost(app);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops the service: no new connection is taken, and transfers that are under way are finished. What was stored stays. Calling again does
    /// nothing.
    /// </summary>
    /// <param name="cancellationToken">
    /// Breaks off what is still under way; else that happens after <see cref="LocalStorageHostOptions.ShutdownTimeout"/>.
    /// </param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <summary>Stops the service as <see cref="StopAsync"/> does, and gives up what it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Validate(LocalStorageHostOptions options)
    {
        List<string> faults = [.. LocalStorageOptionsRules.FaultsOf(options.Storage)];
        if (options.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            faults.Add($"{nameof(options.Port)} is {options.Port}; it must be from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
        }

        if (options.ShutdownTimeout < TimeSpan.Zero && options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
        {
            faults.Add($"{nameof(options.ShutdownTimeout)} is {options.ShutdownTimeout}; it must not be negative.");
        }

        if (faults.Count > 0)
        {
            throw new OptionsValidationException(nameof(LocalStorageHost), typeof(LocalStorageHostOptions), faults);
        }
    }

    private static WebApplication Build(LocalStorageHostOptions options, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        builder.Services.AddSingleton(_ => LocalKeyRing.Open(options.RootPath, options.TimeProvider, loggers));
        builder.Services.AddSingleton(_ => LocalStorage.Open(options.RootPath, options.TimeProvider));
        builder.Services.AddSingleton(provider => new LocalStorageService(
            nameof(LocalStorageHost),
            options.Storage,
            provider.GetRequiredService<LocalStorage>().Store,
            provider.GetRequiredService<LocalKeyRing>(),
            options.TimeProvider,
            loggers));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaximumUrlBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaximumUrlBytes + MaximumHeaderBytes; // HTTP/2 sends the URL as a header.
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = MaximumUrlBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        if (options.Certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        return builder.Build();
    }
}
