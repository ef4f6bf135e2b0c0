using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Downscoping;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Google Cloud Storage.</summary>
public static class GoogleCloudStorageBuilderExtensions
{
    /// <summary>Adds an issuer for Google Cloud Storage.</summary>
    /// <remarks>
    /// Where IAM or the application's own signer signs, a key takes a network call, and a rotation of Google's key between two calls gives two requests with the
    /// same <see cref="ValetKey.KeyRequest.StableFor"/> two URLs; both work.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings. None is required: without a credential the application default one signs.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddGoogleCloudStorage(this IValetKeyBuilder builder, string name, Action<GoogleCloudStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<GoogleCloudStorageOptions>(name).Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GoogleCloudStorageOptions>, GoogleCloudStorageOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GoogleCloudStorageOptions>, GoogleCloudStorageOptionsFieldValidator>());
        builder.Services.TryAddKeyedSingleton<DownscoperFactory>(name, (provider, key) => CreateDownscoperFactory(provider, (string)key!));
        return builder.AddSigner(name, CreateSigner);
    }

    private static ReloadingSigner<GoogleCloudStorageOptions> CreateSigner(IServiceProvider provider, string name)
    {
        ILogger logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<GoogleCloudStorageOptions>();
        TimeProvider time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        StorageClock clock = provider.GetRequiredKeyedService<StorageClock>(name);
        DownscoperFactory createDownscoper = provider.GetRequiredKeyedService<DownscoperFactory>(name);
        return new ReloadingSigner<GoogleCloudStorageOptions>(
            provider.GetRequiredService<IOptionsMonitor<GoogleCloudStorageOptions>>(),
            name,
            options => new GcsKeySigner(
                options,
                KeySources.Create(options, new RemoteSigning(name, options.MaximumConcurrentSignatures, time, clock, logger)),
                createDownscoper(options)));
    }

    private static DownscoperFactory CreateDownscoperFactory(IServiceProvider provider, string name) => options => Downscopers.Create(
        options,
        name,
        provider.GetRequiredKeyedService<StorageClock>(name),
        provider.GetService<TimeProvider>() ?? TimeProvider.System,
        provider.GetService<ILogger<GoogleCloudStorageOptions>>());
}
