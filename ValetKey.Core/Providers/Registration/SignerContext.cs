using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ValetKey.Providers;

/// <summary>What a signer may need beside its options.</summary>
public sealed class SignerContext
{
    internal SignerContext(string name, IServiceProvider services, string category)
    {
        Name = name;
        Services = services;
        Logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(category);
        Time = services.GetRequiredService<TimeProvider>();
        Clock = services.GetRequiredKeyedService<StorageClock>(name);
    }

    /// <summary>The name of issuer, signer and options.</summary>
    public string Name { get; }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>A log whose category is the type of the options.</summary>
    public ILogger Logger { get; }

    /// <summary>The application's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The application's clock, corrected to the service's; to be told of the service's dates.</summary>
    public StorageClock Clock { get; }
}
