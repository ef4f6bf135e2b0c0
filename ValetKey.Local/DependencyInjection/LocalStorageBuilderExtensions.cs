using Microsoft.AspNetCore.Hosting.Server;
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
    /// <summary>Adds an issuer whose keys open a local storage service: one that this host serves (<c>app.MapValetKeyLocalStorage()</c>), or another process.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; <see cref="LocalStorageOptions.RootPath"/> is required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddLocalStorage(this IValetKeyBuilder builder, string name, Action<LocalStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.AddOptions<LocalStorageOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocalStorageOptions>, LocalStorageOptionsValidator>());
        services.TryAddKeyedSingleton(name, (provider, key) => LocalKeyRing.Open(OptionsOf(provider, (string)key!).RootPath, provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton(name, (provider, key) => new HostedAddress(
            OptionsOf(provider, (string)key!).PublicUrl, provider.GetService<IServer>(), provider.GetService<IHostApplicationLifetime>()));
        services.TryAddKeyedSingleton(name, CreateService);
        if (!services.Any(descriptor => descriptor.ServiceType == typeof(LocalStorageName) && ((LocalStorageName)descriptor.ImplementationInstance!).Name == name))
        {
            services.AddSingleton(new LocalStorageName(name));
        }

        return builder.AddSigner(name, CreateSigner);
    }

    private static IKeySigner CreateSigner(IServiceProvider provider, string name) =>
        new LocalKeySigner(provider.GetRequiredKeyedService<LocalKeyRing>(name), provider.GetRequiredKeyedService<HostedAddress>(name));

    private static LocalStorageService CreateService(IServiceProvider provider, object? name) => new(
        OptionsOf(provider, (string)name!),
        provider.GetRequiredKeyedService<LocalKeyRing>(name),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);

    private static LocalStorageOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<LocalStorageOptions>>().Get(name);
}
