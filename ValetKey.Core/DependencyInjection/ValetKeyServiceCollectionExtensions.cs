using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ValetKey;
using ValetKey.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ValetKey to an application.</summary>
public static class ValetKeyServiceCollectionExtensions
{
    /// <summary>Adds ValetKey with the default settings. May be called again: registrations and settings add up.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>The builder to add providers with.</returns>
    public static IValetKeyBuilder AddValetKey(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        return new ValetKeyBuilder(services);
    }

    /// <summary>Adds ValetKey. May be called again: settings add up, in the order of the calls.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Settings for every issuer; <c>Configure(name, …)</c> speaks of one.</param>
    /// <returns>The builder to add providers with.</returns>
    public static IValetKeyBuilder AddValetKey(this IServiceCollection services, Action<ValetKeyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        IValetKeyBuilder builder = services.AddValetKey();
        services.ConfigureAll(configure);
        return builder;
    }

    /// <summary>Adds ValetKey with settings from configuration, which are read again when it changes.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">
    /// A section whose keys are the names of <see cref="ValetKeyOptions"/>; scopes are written as <see cref="KeyScope.ToString"/> writes them.
    /// An unknown key or a value that cannot be read is a fault at start, so that no setting is dropped in silence.
    /// </param>
    /// <returns>The builder to add providers with.</returns>
    public static IValetKeyBuilder AddValetKey(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IValetKeyBuilder builder = services.AddValetKey();
        services.AddSection(null, configuration, ValetKeySettings.Table);
        return builder;
    }
}
