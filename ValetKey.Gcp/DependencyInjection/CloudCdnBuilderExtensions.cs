using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Gcp.CloudCdn;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Google Cloud CDN.</summary>
public static class CloudCdnBuilderExtensions
{
    /// <summary>Adds an issuer whose keys open what Cloud CDN serves: signed URLs, signed queries and signed cookies, for reading.</summary>
    /// <remarks>
    /// <para>
    /// Cloud CDN lets unsigned requests through: <b>the backend must refuse them</b>. What else it must be set up for stands with <see cref="CloudCdnOptions"/>.
    /// <see cref="ValetKey.Permissions.Read"/> gives an object's properties too; <see cref="ValetKey.Permissions.ReadProperties"/> alone is refused. One object
    /// is opened by a URL or a query; cookies open a prefix or a container.
    /// </para>
    /// <para>A key has no start, and no constraint can be laid on it: those that are asked for are refused.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; the load balancer's URL, the key and the key's name are required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddCloudCdn(this IValetKeyBuilder builder, string name, Action<CloudCdnOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<CloudCdnOptions>(name).Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CloudCdnOptions>, CloudCdnOptionsValidator>());
        return builder.AddSigner(name, CreateSigner);
    }

    private static ReloadingSigner<CloudCdnOptions> CreateSigner(IServiceProvider provider, string name) =>
        new(provider.GetRequiredService<IOptionsMonitor<CloudCdnOptions>>(), name, options => CreateSigner(options, name));

    private static CloudCdnKeySigner CreateSigner(CloudCdnOptions options, string name) =>
        RequestKey.TryRead(options, out RequestSigner? signer, out string? fault)
            ? new CloudCdnKeySigner(new ContainerPaths(options.BaseUrl!, options.ContainerPaths), signer)
            : throw new OptionsValidationException(name, typeof(CloudCdnOptions), [fault]);
}
