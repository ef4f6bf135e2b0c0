using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ValetKey;
using ValetKey.Auditing;
using ValetKey.Configuration;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Settings of single issuers, policies and audit sinks.</summary>
/// <remarks>A name that no issuer has is a fault at start: what was meant for an issuer must not be dropped because its name was misspelt.</remarks>
public static class ValetKeyBuilderExtensions
{
    /// <summary>Settings for one issuer, on top of those for all.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    /// <param name="configure">The settings.</param>
    public static IValetKeyBuilder Configure(this IValetKeyBuilder builder, string name, Action<ValetKeyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.Expect(name).Services.Configure(name, configure);
        return builder;
    }

    /// <summary>Adds a policy, asked after those that were added before it. Adding the same type again changes nothing.</summary>
    public static IValetKeyBuilder AddPolicy<[DynamicallyAccessedMembers(PublicConstructors)] TPolicy>(this IValetKeyBuilder builder)
        where TPolicy : class, IKeyPolicy => Add<IKeyPolicy, TPolicy>(builder, name: null);

    /// <summary>Adds a policy.</summary>
    public static IValetKeyBuilder AddPolicy(this IValetKeyBuilder builder, IKeyPolicy policy) => Add(builder, name: null, policy);

    /// <summary>Adds a policy for one issuer, asked after those for all. Adding the same type again under the name changes nothing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    public static IValetKeyBuilder AddPolicy<[DynamicallyAccessedMembers(PublicConstructors)] TPolicy>(this IValetKeyBuilder builder, string name)
        where TPolicy : class, IKeyPolicy => Add<IKeyPolicy, TPolicy>(builder.Expect(name), name);

    /// <summary>Adds a policy for one issuer, asked after those for all.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    /// <param name="policy">The policy.</param>
    public static IValetKeyBuilder AddPolicy(this IValetKeyBuilder builder, string name, IKeyPolicy policy) =>
        Add(builder.Expect(name), name, policy);

    /// <summary>Adds an audit sink, told after those that were added before it. Adding the same type again changes nothing.</summary>
    public static IValetKeyBuilder AddAuditSink<[DynamicallyAccessedMembers(PublicConstructors)] TSink>(this IValetKeyBuilder builder)
        where TSink : class, IKeyAuditSink => Add<IKeyAuditSink, TSink>(builder, name: null);

    /// <summary>Adds an audit sink.</summary>
    public static IValetKeyBuilder AddAuditSink(this IValetKeyBuilder builder, IKeyAuditSink sink) => Add(builder, name: null, sink);

    /// <summary>Writes the audit to the log, category <c>ValetKey.Audit</c>: issues as information, refusals and failures as warnings.</summary>
    public static IValetKeyBuilder AddAuditLog(this IValetKeyBuilder builder) => builder.AddAuditSink<LoggingAuditSink>();

    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name; null, which is no key, for all.</param>
    private static IValetKeyBuilder Add<TService, [DynamicallyAccessedMembers(PublicConstructors)] TImplementation>(
        IValetKeyBuilder builder, string? name)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.KeyedSingleton<TService, TImplementation>(name));
        return builder;
    }

    private static IValetKeyBuilder Add<TService>(
        IValetKeyBuilder builder, string? name, TService service, [CallerArgumentExpression(nameof(service))] string? argument = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(service, argument);
        builder.Services.AddKeyedSingleton(name, service);
        return builder;
    }

    private static IValetKeyBuilder Expect(this IValetKeyBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.TryAddKeyedSingleton(name, new ExpectedIssuer(name));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ExpectedIssuerValidator>());
        return builder;
    }
}
