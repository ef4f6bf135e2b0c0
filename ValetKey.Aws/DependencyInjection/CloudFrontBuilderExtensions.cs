using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Aws.CloudFront;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon CloudFront.</summary>
public static class CloudFrontBuilderExtensions
{
    private static readonly SignerDefinition<CloudFrontOptions> Definition = new(CreateSigner)
    {
        Settings = CloudFrontSettings.Table,
        Faults = CloudFrontOptionsRules.FaultsOf,
    };

    /// <summary>
    /// Adds an issuer whose keys open what a CloudFront distribution serves: signed URLs, signed queries and signed cookies, for reading.
    /// </summary>
    /// <remarks>
    /// <para>
    /// CloudFront does not bind the HTTP method: <b>the cache behavior must allow GET and HEAD only</b>, since a key opens whatever it allows. What
    /// else the distribution must be set up for stands with <see cref="CloudFrontOptions"/>. <see cref="ValetKey.Permissions.Read"/> gives an
    /// object's properties too; <see cref="ValetKey.Permissions.ReadProperties"/> alone is refused.
    /// </para>
    /// <para>
    /// A start (<see cref="ValetKey.KeyConstraints.NotBefore"/>) opens one second late, since CloudFront refuses on the second that a policy names.
    /// Without one a key has no start. <see cref="ValetKey.KeyRequest.StableFor"/> needs an RSA key.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; the distribution, the key and the key's id are required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddCloudFront(this IValetKeyBuilder builder, string name, Action<CloudFrontOptions>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="CloudFrontOptions"/>. An unknown key or a value that
    /// cannot be read is a fault at start. The section is read again when it or the key's file changes.
    /// </summary>
    public static IValetKeyBuilder AddCloudFront(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        builder.AddSigner(name, Definition, configuration);

    private static CloudFrontKeySigner CreateSigner(CloudFrontOptions options, SignerContext context) =>
        PrivateKey.TryRead(options, out PolicySigner? signer, out string? fault)
            ? new CloudFrontKeySigner(new ContainerPaths(options.DistributionUrl!, options.ContainerPaths), options.KeyPairId, signer)
            : throw new OptionsValidationException(context.Name, typeof(CloudFrontOptions), [fault]);
}
