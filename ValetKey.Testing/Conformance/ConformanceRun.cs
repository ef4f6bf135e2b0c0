using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>What the cases of one harness share: the started service, an application that issues keys for it, and the report.</summary>
internal sealed class ConformanceRun(SignerHarness harness) : IAsyncDisposable
{
    public const string IssuerName = "conformance";

    private readonly Lock _gate = new();
    private IReadOnlyList<ConformanceCase>? _cases;
    private Task? _start;
    private ServiceProvider? _application;
    private GrantCatcher? _grants;

    public SignerHarness Harness => harness;

    public IReadOnlyList<ConformanceCase> Cases => LazyInitializer.EnsureInitialized(
        ref _cases, () => [.. SignerConformance.BodiesOf(harness).Select(body => new ConformanceCase(this, body.Name, body.Body))]);

    public ConformanceReport Report { get; } = new(harness);

    public SuiteClock Clock { get; } = new(harness.Time);

    /// <summary>An issuer whose keys begin and end to the second, by the service's clock.</summary>
    public IValetKeyIssuer Issuer => Application.GetRequiredKeyedService<IValetKeyIssuer>(IssuerName);

    /// <summary>Where grants come from that a case wants to have signed itself.</summary>
    public GrantCatcher Grants => _grants ?? throw NotStarted();

    /// <summary>How the service is asked for what a permission gives, as far as it is known.</summary>
    public ConcurrentDictionary<Permissions, KeyOperation> KeyOperations { get; } = [];

    public IKeySigner Signer => Application.GetRequiredKeyedService<IKeySigner>(IssuerName);

    /// <summary>What the application itself does at the service.</summary>
    public IStorageOperations Operations => FindOperations() ?? throw new ConformanceException("There are no operations.");

    private ServiceProvider Application => _application ?? throw NotStarted();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _start ??= Task.Run(() => StartOnceAsync(cancellationToken), cancellationToken);
        }

        return _start;
    }

    /// <summary>Another application with the same signer.</summary>
    /// <param name="configure">What is different there.</param>
    /// <param name="register">How the signer is registered, if not as usual.</param>
    /// <param name="loggers">Where it logs to; nowhere if null.</param>
    public ServiceProvider CreateApplication(
        Action<ValetKeyOptions>? configure = null, Action<IValetKeyBuilder>? register = null, ILoggerFactory? loggers = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(loggers ?? NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        IValetKeyBuilder builder = services.AddValetKey(options =>
        {
            options.MaximumLifetime = TimeSpan.FromDays(365);
            options.RequireHttps = false;
            options.ClockSkew = ClockSkewPolicy.Strict;
            options.StorageClock.Enabled = false;
            configure?.Invoke(options);
        });
        if (register is null)
        {
            harness.Register(builder, IssuerName);
        }
        else
        {
            register(builder);
        }

        return services.BuildServiceProvider();
    }

    public IStorageOperations? FindOperations() => Application.GetKeyedService<IStorageOperations>(IssuerName);

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _grants!.DisposeAsync();
            await _application.DisposeAsync();
        }
    }

    private static InvalidOperationException NotStarted() => new("The harness was not started.");

    private async Task StartOnceAsync(CancellationToken cancellationToken)
    {
        await harness.StartAsync(cancellationToken);
        _application = CreateApplication();
        _grants = new GrantCatcher(this);
    }
}
