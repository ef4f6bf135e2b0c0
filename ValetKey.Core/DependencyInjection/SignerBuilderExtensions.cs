using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey;
using ValetKey.Configuration;
using ValetKey.Issuing;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds signers: what every provider's own registration method ends in.</summary>
public static class SignerBuilderExtensions
{
    /// <inheritdoc cref="AddSigner(IValetKeyBuilder, string, Func{IServiceProvider, string, IKeySigner})"/>
    public static IValetKeyBuilder AddSigner(this IValetKeyBuilder builder, string name, Func<IServiceProvider, IKeySigner> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        TryRegister(builder.Services, name, factory, (services, _) => factory(services));
        return builder;
    }

    /// <summary>Adds a signer and the issuer in front of it.</summary>
    /// <remarks>
    /// The issuer, the signer, the options and the <see cref="StorageClock"/> are keyed by <paramref name="name"/>; the first issuer is also the
    /// unkeyed <see cref="IValetKeyIssuer"/>. Adding the same factory under the same name again changes nothing.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options.</param>
    /// <param name="factory">Makes the signer, once, from the services and the name.</param>
    /// <exception cref="ArgumentException">Another signer has this name.</exception>
    public static IValetKeyBuilder AddSigner(this IValetKeyBuilder builder, string name, Func<IServiceProvider, string, IKeySigner> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        TryRegister(builder.Services, name, factory, factory);
        return builder;
    }

    /// <summary>Adds a signer with options, and the issuer in front of it.</summary>
    /// <remarks>
    /// The options are checked at start. When they change, the signer is made anew and the one before is disposed; options that do not pass, or equal
    /// those in use, change nothing, and the former are logged. Objects that code makes, such as credentials, count as equal if they are the same
    /// object or say so themselves (<see cref="object.Equals(object)"/>).
    /// </remarks>
    /// <typeparam name="TOptions">The provider's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name and definition adds settings.</param>
    /// <param name="definition">How the options are read and checked, and signers made from them.</param>
    /// <param name="configure">The settings; null where the defaults will do, or others give them.</param>
    /// <exception cref="ArgumentException">Another signer has this name.</exception>
    public static IValetKeyBuilder AddSigner<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
        this IValetKeyBuilder builder, string name, SignerDefinition<TOptions> definition, Action<TOptions>? configure = null)
        where TOptions : class, new()
    {
        IServiceCollection services = Register(builder, name, definition);
        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        return builder;
    }

    /// <summary>
    /// The same with a section of the configuration, whose keys are those of <see cref="SignerDefinition{TOptions}.Settings"/>. It is read again when
    /// it changes.
    /// </summary>
    /// <exception cref="ArgumentException">Another signer has this name, or the definition has no settings.</exception>
    public static IValetKeyBuilder AddSigner<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
        this IValetKeyBuilder builder, string name, SignerDefinition<TOptions> definition, IConfiguration configuration)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Register(builder, name, definition).AddSection(name, configuration, definition.Settings ?? throw new ArgumentException(
            $"The signer '{name}' knows no settings from configuration: its definition has no {nameof(definition.Settings)}.", nameof(definition)));
        return builder;
    }

    private static IServiceCollection Register<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
        IValetKeyBuilder builder, string name, SignerDefinition<TOptions> definition)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(definition);
        IServiceCollection services = builder.Services;
        if (TryRegister(services, name, definition, (provider, key) => new ReloadingSigner<TOptions>(
            definition, ContextOf<TOptions>(provider, key))))
        {
            services.AddOptionsOf<TOptions>(name);
            services.AddSingleton<IPostConfigureOptions<TOptions>>(provider => new DefinitionDefaults<TOptions>(name, definition, provider));
            services.AddSingleton<IValidateOptions<TOptions>>(new DefinitionValidator<TOptions>(name, definition));
            if (definition.Operations is { } create)
            {
                builder.AddStorageOperations(name, provider => new ReloadingOperations<TOptions>(create, ContextOf<TOptions>(provider, name)));
            }
        }

        return services;
    }

    /// <summary>
    /// Adds what the application itself does at the service behind a signer, keyed by the same name. A provider whose signer has a
    /// <see cref="SignerDefinition{TOptions}"/> says it there.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the issuer.</param>
    /// <param name="factory">Makes the operations, once, from the services. What is added under the name first counts.</param>
    public static IValetKeyBuilder AddStorageOperations(
        this IValetKeyBuilder builder, string name, Func<IServiceProvider, IStorageOperations> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.TryAddKeyedSingleton(name, (services, _) => factory(services));
        return builder;
    }

    /// <summary>The registration that holds a name, if there is one.</summary>
    internal static SignerRegistration? FindRegistration(IServiceCollection services, string name) => services
        .Where(descriptor => descriptor.ServiceType == typeof(SignerRegistration) && Equals(descriptor.ServiceKey, name))
        .Select(descriptor => (SignerRegistration)descriptor.KeyedImplementationInstance!)
        .FirstOrDefault();

    /// <summary>The policies that an issuer asks, in order.</summary>
    internal static IEnumerable<IKeyPolicy> PoliciesOf(IServiceProvider provider, string name) =>
        provider.GetServices<IKeyPolicy>().Concat(provider.GetKeyedServices<IKeyPolicy>(name));

    internal static ILogger<ValetKeyIssuer> LoggerOf(IServiceProvider provider) =>
        provider.GetService<ILogger<ValetKeyIssuer>>() ?? Logging.Abstractions.NullLogger<ValetKeyIssuer>.Instance;

    /// <returns>Whether the name was free, and not held by the same signer.</returns>
    private static bool TryRegister(IServiceCollection services, string name, object identity, Func<IServiceProvider, string, IKeySigner> factory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (FindRegistration(services, name) is { } known)
        {
            return known.Identity.Equals(identity)
                ? false
                : throw new ArgumentException($"A signer named '{name}' is already registered; give this one another name.", nameof(name));
        }

        services.AddKeyedSingleton(name, new SignerRegistration(identity));
        services.AddKeyedSingleton(name, (provider, key) => factory(provider, (string)key!));
        services.AddKeyedSingleton(name, (provider, key) => CreateClock(provider, (string)key!));
        services.AddKeyedSingleton<IValetKeyIssuer>(name, (provider, key) => CreateIssuer(provider, (string)key!));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IValetKeyIssuer>(name));
        services.AddOptionsOf<ValetKeyOptions>(name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ValetKeyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ValetKeyOptionsCrossValidator>());
        return true;
    }

    private static SignerContext ContextOf<TOptions>(IServiceProvider provider, string name) =>
        new(name, provider, typeof(TOptions).FullName ?? typeof(TOptions).Name);

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
        provider,
        PoliciesOf(provider, name),
        provider.GetServices<IKeyAuditSink>(),
        LoggerOf(provider));
}
