using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ValetKey.Local;
using ValetKey.Local.Service;
using ValetKey.Local.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds local storage.</summary>
public static class LocalStorageBuilderExtensions
{
    private static readonly SignerDefinition<LocalStorageOptions> Definition = new(CreateSigner)
    {
        Settings = LocalStorageSettings.Table,
        Faults = LocalStorageOptionsRules.FaultsOf,
        Operations = (_, context) => context.Services.GetRequiredKeyedService<LocalStorage>(context.Name),
    };

    /// <summary>
    /// Adds an issuer whose keys open a local storage service: one that this host serves (<c>app.MapValetKeyLocalStorage()</c>), or another process.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; <see cref="LocalStorageOptions.RootPath"/> is required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddLocalStorage(this IValetKeyBuilder builder, string name, Action<LocalStorageOptions>? configure = null) =>
        AddService(builder.AddSigner(name, Definition, configure), name);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="LocalStorageOptions"/>. An unknown key or a value that
    /// cannot be read is a fault at start. Changes count after a restart.
    /// </summary>
    public static IValetKeyBuilder AddLocalStorage(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        AddService(builder.AddSigner(name, Definition, configuration), name);

    private static IValetKeyBuilder AddService(IValetKeyBuilder builder, string name)
    {
        IServiceCollection services = builder.Services;
        services.TryAddKeyedSingleton(name, (provider, _) => LocalKeyRing.Open(
            OptionsOf(provider, name).RootPath, provider.GetRequiredService<TimeProvider>(), LoggersOf(provider)));
        services.TryAddKeyedSingleton(name, (provider, _) => new HostedAddress(
            OptionsOf(provider, name).PublicUrl, provider.GetService<IServer>(), provider.GetService<IHostApplicationLifetime>()));
        services.TryAddKeyedSingleton(name, (provider, _) => LocalStorage.Open(
            OptionsOf(provider, name).RootPath, provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(name, (provider, _) => CreateService(provider, name));
        services.AddHostedService<LocalStorageStart>();
        if (!services.Any(descriptor => descriptor.ImplementationInstance is LocalStorageName known && known.Name == name))
        {
            services.AddSingleton(new LocalStorageName(name));
        }

        return builder;
    }

    private static LocalKeySigner CreateSigner(LocalStorageOptions options, SignerContext context) => new(
        context.Services.GetRequiredKeyedService<LocalKeyRing>(context.Name),
        context.Services.GetRequiredKeyedService<HostedAddress>(context.Name));

    private static LocalStorageService CreateService(IServiceProvider provider, string name) => new(
        name,
        OptionsOf(provider, name),
        provider.GetRequiredKeyedService<LocalStorage>(name).Store,
        provider.GetRequiredKeyedService<LocalKeyRing>(name),
        provider.GetRequiredService<TimeProvider>(),
        LoggersOf(provider));

    private static ILoggerFactory LoggersOf(IServiceProvider provider) => provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;

    private static LocalStorageOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<LocalStorageOptions>>().Get(name);
}
