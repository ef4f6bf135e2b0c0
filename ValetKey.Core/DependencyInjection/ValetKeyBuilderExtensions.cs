using Microsoft.Extensions.DependencyInjection.Extensions;
using ValetKey;
using ValetKey.Auditing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Settings of single issuers, policies and audit sinks.</summary>
public static class ValetKeyBuilderExtensions
{
    /// <summary>Settings for one issuer, on top of those for all.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    /// <param name="configure">The settings.</param>
    public static IValetKeyBuilder Configure(this IValetKeyBuilder builder, string name, Action<ValetKeyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(name, configure);
        return builder;
    }

    /// <summary>Adds a policy, asked after those that were added before it. Adding the same type again changes nothing.</summary>
    public static IValetKeyBuilder AddPolicy<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TPolicy>(
        this IValetKeyBuilder builder)
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

    /// <summary>Adds an audit sink, told after those that were added before it. Adding the same type again changes nothing.</summary>
    public static IValetKeyBuilder AddAuditSink<
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TSink>(
        this IValetKeyBuilder builder)
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
}
