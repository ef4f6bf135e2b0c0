using Microsoft.Extensions.Configuration;
using ValetKey.Gcp;
using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Downscoping;
using ValetKey.Gcp.Operations;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Google Cloud Storage.</summary>
public static class GoogleCloudStorageBuilderExtensions
{
    private static readonly SignerDefinition<GoogleCloudStorageOptions> Definition = new(CreateSigner)
    {
        Settings = GoogleCloudStorageSettings.Table,
        Defaults = ClientSetups.Apply,
        FieldRules = new GoogleCloudStorageOptionsFieldValidator(),
        Faults = GoogleCloudStorageOptionsRules.FaultsOf,
        Operations = (options, context) => new GcsOperations(options, context),
    };

    /// <summary>Adds an issuer for Google Cloud Storage.</summary>
    /// <remarks>
    /// Where IAM or the application's own signer signs, a key takes a network call, and a rotation of Google's key between two calls gives two
    /// requests with the same <see cref="ValetKey.KeyRequest.StableFor"/> two URLs; both work.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings. None is required: without a credential the application default one signs.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddGoogleCloudStorage(
        this IValetKeyBuilder builder, string name, Action<GoogleCloudStorageOptions>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="GoogleCloudStorageOptions"/>, but for
    /// <see cref="GoogleCloudStorageOptions.Credential"/>, <see cref="GoogleCloudStorageOptions.BlobSigner"/>,
    /// <see cref="GoogleCloudStorageOptions.UrlSigner"/> and <see cref="GoogleCloudStorageOptions.StorageClient"/>, which only code can set; <see
    /// cref="GoogleCloudStorageOptions.HmacKey"/> is a section of <c>AccessId</c> and <c>Secret</c>. An unknown key or a value that cannot be read is
    /// a fault at start. The section is read again when it or the credential's file changes.
    /// </summary>
    public static IValetKeyBuilder AddGoogleCloudStorage(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        builder.AddSigner(name, Definition, configuration);

    private static GcsKeySigner CreateSigner(GoogleCloudStorageOptions options, SignerContext context)
    {
        RemoteSigning signing = new(context.Name, options.MaximumConcurrentSignatures, context.Time, context.Clock, context.Logger);
        IGrantSigner signer = options.UrlSigner is { } own
            ? new ApplicationUrlSigner(own, signing)
            : new V4GrantSigner(KeySources.Create(options, signing));
        return new GcsKeySigner(options, signer, CreateDownscoper(options, context));
    }

    private static IDownscoper? CreateDownscoper(GoogleCloudStorageOptions options, SignerContext context) =>
        context.Services.GetKeyedService<DownscoperFactory>(context.Name) is { } create
            ? create(options)
            : Downscopers.Create(options, context.Name, context.Clock, context.Time, context.Logger);
}
