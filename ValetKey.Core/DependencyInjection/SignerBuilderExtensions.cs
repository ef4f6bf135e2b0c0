using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey;
using ValetKey.Configuration;
using ValetKey.Issuing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds signers: what every provider's own registration method ends in.</summary>
public static class SignerBuilderExtensions
{
    /// <summary>Adds a signer and the issuer in front of it.</summary>
    /// <inheritdoc cref="AddSigner(IValetKeyBuilder, string, Func{IServiceProvider, string, IKeySigner})"/>
    public static IValetKeyBuilder AddSigner(this IValetKeyBuilder builder, string name, Func<IServiceProvider, IKeySigner> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        return Register(builder, name, factory, (services, _) => factory(services));
    }

    /// <summary>Adds a signer and the issuer in front of it.</summary>
    /// <remarks>
    /// The issuer, the signer, the options and the <see cref="StorageClock"/> are keyed by <paramref name="name"/>; the first issuer is also the unkeyed
    /// <see cref="IValetKeyIssuer"/>. Adding the same factory under the same name again changes nothing.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options.</param>
    /// <param name="factory">Makes the signer, once, from the services and the name.</param>
    /// <exception cref="ArgumentException">Another signer has this name.</exception>
    public static IValetKeyBuilder AddSigner(this IValetKeyBuilder builder, string name, Func<IServiceProvider, string, IKeySigner> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        return Register(builder, name, factory, factory);
    }

    private static IValetKeyBuilder Register(
        IValetKeyBuilder builder, string name, Delegate identity, Func<IServiceProvider, string, IKeySigner> factory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        IServiceCollection services = builder.Services;
        if (services.FirstOrDefault(IsRegistrationOf) is { } known)
        {
            return ((SignerRegistration)known.KeyedImplementationInstance!).Identity.Equals(identity)
                ? builder
                : throw new ArgumentException($"A signer named '{name}' is already registered; give this one another name.", nameof(name));
        }

        services.AddKeyedSingleton(name, new SignerRegistration(identity));
        services.AddKeyedSingleton(name, (provider, key) => factory(provider, (string)key!));
        services.AddKeyedSingleton(name, (provider, key) => CreateClock(provider, (string)key!));
        services.AddKeyedSingleton<IValetKeyIssuer>(name, (provider, key) => CreateIssuer(provider, (string)key!));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IValetKeyIssuer>(name));
        AddOptions(services, name);
        return builder;

        bool IsRegistrationOf(ServiceDescriptor descriptor) =>
            descriptor.ServiceType == typeof(SignerRegistration) && Equals(descriptor.ServiceKey, name);
    }

    private static void AddOptions(IServiceCollection services, string name)
    {
        services.AddOptions<ValetKeyOptions>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ValetKeyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ValetKeyOptionsCrossValidator>());
        services.AddSingleton<IOptionsChangeTokenSource<ValetKeyOptions>>(
            provider => new ValetKeyOptionsChanges(name, provider.GetServices<ValetKeyConfigurationSource>()));
    }

    private static StorageClock CreateClock(IServiceProvider provider, string name) => new(
        name,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<IOptionsMonitor<ValetKeyOptions>>().Get(name).StorageClock,
        provider.GetService<ILogger<StorageClock>>(),
        () => provider.GetRequiredKeyedService<IKeySigner>(name) as IServiceDateSource);

    private static ValetKeyIssuer CreateIssuer(IServiceProvider provider, string name) => new ValetKeyIssuer(
        name,
        provider.GetRequiredKeyedService<IKeySigner>(name),
        provider.GetRequiredKeyedService<StorageClock>(name),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<IOptionsMonitor<ValetKeyOptions>>(),
        provider.GetServices<IKeyPolicy>().Concat(provider.GetKeyedServices<IKeyPolicy>(name)),
        provider.GetServices<IKeyAuditSink>(),
        provider.GetService<ILogger<ValetKeyIssuer>>() ?? Logging.Abstractions.NullLogger<ValetKeyIssuer>.Instance);
}
