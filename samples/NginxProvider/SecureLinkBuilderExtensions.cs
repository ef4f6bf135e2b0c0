using NginxSecureLink;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds nginx to ValetKey.</summary>
public static class SecureLinkBuilderExtensions
{
    private static readonly SignerDefinition<SecureLinkOptions> Definition = new((options, _) => new SecureLinkSigner(options))
    {
        Faults = options => options.FindFaults(),
    };

    /// <summary>Adds a server whose configuration has <c>secure_link.conf</c>.</summary>
    public static IValetKeyBuilder AddSecureLink(this IValetKeyBuilder builder, string name, Action<SecureLinkOptions> configure) =>
        builder.AddSigner(name, Definition, configure);
}
