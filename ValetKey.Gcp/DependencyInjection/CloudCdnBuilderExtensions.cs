using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Gcp.CloudCdn;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Google Cloud CDN.</summary>
public static class CloudCdnBuilderExtensions
{
    private static readonly SignerDefinition<CloudCdnOptions> Definition = new(CreateSigner)
    {
        Settings = CloudCdnSettings.Table,
        Faults = CloudCdnOptionsRules.FaultsOf,
    };

    /// <summary>Adds an issuer whose keys open what Cloud CDN serves: signed URLs, signed queries and signed cookies, for reading.</summary>
    /// <remarks>
    /// <para>
    /// Cloud CDN lets unsigned requests through: <b>the backend must refuse them</b>. What else it must be set up for stands with
    /// <see cref="CloudCdnOptions"/>. <see cref="ValetKey.Permissions.Read"/> gives an object's properties too;
    /// <see cref="ValetKey.Permissions.ReadProperties"/> alone is refused. One object is opened by a URL or a query; cookies open a prefix or a
    /// container.
    /// </para>
    /// <para>A key has no start, and no constraint can be laid on it: those that are asked for are refused.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; the load balancer's URL, the key and the key's name are required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddCloudCdn(this IValetKeyBuilder builder, string name, Action<CloudCdnOptions>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="CloudCdnOptions"/>. An unknown key or a value that cannot
    /// be read is a fault at start. The section is read again when it or the key's file changes.
    /// </summary>
    public static IValetKeyBuilder AddCloudCdn(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        builder.AddSigner(name, Definition, configuration);

    private static CloudCdnKeySigner CreateSigner(CloudCdnOptions options, SignerContext context) =>
        RequestKey.TryRead(options, out RequestSigner? signer, out string? fault)
            ? new CloudCdnKeySigner(new ContainerPaths(options.BaseUrl!, options.ContainerPaths), signer)
            : throw new OptionsValidationException(context.Name, typeof(CloudCdnOptions), [fault]);
}
