using System.Diagnostics.CodeAnalysis;
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
        where TPolicy : class, IKeyPolicy
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPolicy, TPolicy>());
        return builder;
    }

    /// <summary>Adds a policy.</summary>
    public static IValetKeyBuilder AddPolicy(this IValetKeyBuilder builder, IKeyPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.AddSingleton(policy);
        return builder;
    }

    /// <summary>Adds a policy for one issuer, asked after those for all. Adding the same type again under the name changes nothing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    public static IValetKeyBuilder AddPolicy<[DynamicallyAccessedMembers(PublicConstructors)] TPolicy>(this IValetKeyBuilder builder, string name)
        where TPolicy : class, IKeyPolicy
    {
        builder.Expect(name).Services.TryAddEnumerable(ServiceDescriptor.KeyedSingleton<IKeyPolicy, TPolicy>(name));
        return builder;
    }

    /// <summary>Adds a policy for one issuer, asked after those for all.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    /// <param name="policy">The policy.</param>
    public static IValetKeyBuilder AddPolicy(this IValetKeyBuilder builder, string name, IKeyPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        builder.Expect(name).Services.AddKeyedSingleton(name, policy);
        return builder;
    }

    /// <summary>Adds an audit sink, told after those that were added before it. Adding the same type again changes nothing.</summary>
    public static IValetKeyBuilder AddAuditSink<[DynamicallyAccessedMembers(PublicConstructors)] TSink>(this IValetKeyBuilder builder)
        where TSink : class, IKeyAuditSink
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyAuditSink, TSink>());
        return builder;
    }

    /// <summary>Adds an audit sink.</summary>
    public static IValetKeyBuilder AddAuditSink(this IValetKeyBuilder builder, IKeyAuditSink sink)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(sink);
        builder.Services.AddSingleton(sink);
        return builder;
    }

    /// <summary>Writes the audit to the log, category <c>ValetKey.Audit</c>: issues as information, refusals and failures as warnings.</summary>
    public static IValetKeyBuilder AddAuditLog(this IValetKeyBuilder builder) => builder.AddAuditSink<LoggingAuditSink>();

    private static IValetKeyBuilder Expect(this IValetKeyBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.TryAddKeyedSingleton(name, new ExpectedIssuer(name));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyOptions>, ExpectedIssuerValidator>());
        return builder;
    }
}
