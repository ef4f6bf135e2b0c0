using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Aws.Credentials;
using ValetKey.Aws.Sessions;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Amazon S3 and compatible stores.</summary>
public static class AmazonS3BuilderExtensions
{
    /// <summary>Adds an issuer for Amazon S3 or a compatible store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings; <see cref="AmazonS3Options.Region"/> is required.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddAmazonS3(this IValetKeyBuilder builder, string name, Action<AmazonS3Options> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<AmazonS3Options>(name).Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmazonS3Options>, AmazonS3OptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AmazonS3Options>, AmazonS3OptionsFieldValidator>());
        builder.Services.TryAddKeyedSingleton<StsClientFactory>(name, (provider, key) =>
            options => StsClient.Create(options, CredentialsOf(options), provider.GetRequiredKeyedService<StorageClock>(key)));
        return builder.AddSigner(name, CreateSigner);
    }

    private static ReloadingSigner<AmazonS3Options> CreateSigner(IServiceProvider provider, string name)
    {
        ILogger logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<AmazonS3Options>();
        TimeProvider time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        StsClientFactory createStsClient = provider.GetRequiredKeyedService<StsClientFactory>(name);
        return new ReloadingSigner<AmazonS3Options>(
            provider.GetRequiredService<IOptionsMonitor<AmazonS3Options>>(),
            name,
            options => new S3KeySigner(
                options,
                new SdkCredentialSource(() => CredentialsOf(options), name, time, logger),
                options.RoleArn is null ? null : CreateSessions(options, name, createStsClient, time, logger)));
    }

    private static GrantSessions CreateSessions(
        AmazonS3Options options, string name, StsClientFactory createClient, TimeProvider time, ILogger logger)
    {
        (string partition, string account) = AmazonS3OptionsValidator.RoleOf(options.RoleArn!)!.Value;
        return new GrantSessions(
            options,
            new SessionPolicy(partition, options.Region, account),
            new RoleSessions(options, () => createClient(options), name, time, logger));
    }

    private static AWSCredentials CredentialsOf(AmazonS3Options options) =>
        options.Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
}
