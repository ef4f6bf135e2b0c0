using Microsoft.Extensions.Configuration;
using OpenStackSwift;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Swift to ValetKey.</summary>
public static class SwiftBuilderExtensions
{
    private static readonly SignerDefinition<SwiftOptions> Definition = new((options, _) => new SwiftSigner(options))
    {
        Settings = SwiftOptions.Settings,
        Faults = options => options.FindFaults(),
    };

    /// <summary>Adds an account of Swift.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer and options.</param>
    /// <param name="configure">The settings.</param>
    public static IValetKeyBuilder AddSwift(this IValetKeyBuilder builder, string name, Action<SwiftOptions>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>The same with a section of the configuration.</summary>
    public static IValetKeyBuilder AddSwift(this IValetKeyBuilder builder, string name, IConfiguration section) =>
        builder.AddSigner(name, Definition, section);
}
