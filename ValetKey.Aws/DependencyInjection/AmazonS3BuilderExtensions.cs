using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.Configuration;
using ValetKey.Aws;
using ValetKey.Aws.Clients;
using ValetKey.Aws.Credentials;
using ValetKey.Aws.Operations;
using ValetKey.Aws.Sessions;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon S3 and compatible stores.</summary>
public static class AmazonS3BuilderExtensions
{
    private static readonly SignerDefinition<AmazonS3Options> Definition = new(CreateSigner)
    {
        Settings = AmazonS3Settings.Table,
        Defaults = S3Setups.Apply,
        FieldRules = new AmazonS3OptionsFieldValidator(),
        Faults = AmazonS3OptionsRules.FaultsOf,
        Operations = CreateOperations,
    };

    /// <summary>Adds an issuer for Amazon S3 or a compatible store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">
    /// The settings; <see cref="AmazonS3Options.Region"/> is required, unless the application's own client or setup gives it.
    /// </param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddAmazonS3(this IValetKeyBuilder builder, string name, Action<AmazonS3Options>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="AmazonS3Options"/>, but for
    /// <see cref="AmazonS3Options.Client"/> and <see cref="AmazonS3Options.Credentials"/>, which only code can set. An unknown key or a value that
    /// cannot be read is a fault at start. The section is read again when it changes.
    /// </summary>
    public static IValetKeyBuilder AddAmazonS3(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        builder.AddSigner(name, Definition, configuration);

    private static S3KeySigner CreateSigner(AmazonS3Options options, SignerContext context) => new(
        options,
        new SdkCredentialSource(() => CredentialsOf(options), context.Name, context.Time, context.Logger),
        options.RoleArn is { } role ? CreateSessions(options, AmazonS3OptionsRules.RoleOf(role)!.Value, context) : null);

    private static S3Operations CreateOperations(AmazonS3Options options, SignerContext context)
    {
        S3ClientSource createClient = context.Services.GetKeyedService<S3ClientSource>(context.Name)
            ?? (options => S3ClientFactory.ClientFor(options, () => CredentialsOf(options)));
        return new S3Operations(options, () => createClient(options), context.Name, context.Time, context.Logger);
    }

    private static GrantSessions CreateSessions(AmazonS3Options options, (string Partition, string Account) role, SignerContext context)
    {
        StsClientFactory createClient = context.Services.GetKeyedService<StsClientFactory>(context.Name)
            ?? (options => StsClient.Create(options, CredentialsOf(options), context.Clock));
        return new GrantSessions(
            options,
            new SessionPolicy(role.Partition, role.Account, options),
            new RoleSessions(options, () => createClient(options), context.Name, context.Time, context.Logger));
    }

    private static AWSCredentials CredentialsOf(AmazonS3Options options) =>
        options.Credentials ?? options.Setup?.Credentials?.Invoke() ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
}
