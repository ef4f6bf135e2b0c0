using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Azure Storage.</summary>
public static class AzureStorageBuilderExtensions
{
    /// <summary>Adds an issuer whose keys are shared access signatures for a storage account's blobs and queues.</summary>
    /// <remarks>
    /// <para>
    /// A shared access signature binds permissions, not single requests: a key that reads opens the properties too, and a key that writes every
    /// operation that writes. <see cref="ValetKey.Permissions.ReadProperties"/> alone is refused for that reason.
    /// </para>
    /// <para>
    /// Messages travel as XML: <c>&lt;QueueMessage&gt;&lt;MessageText&gt;…&lt;/MessageText&gt;&lt;/QueueMessage&gt;</c> ("Put Message", Queue service REST API).
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings: the account, and what signs for it.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddAzureStorage(this IValetKeyBuilder builder, string name, Action<AzureStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<AzureStorageOptions>(name).Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureStorageOptions>, AzureStorageOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureStorageOptions>, AzureStorageOptionsFieldValidator>());
        return builder.AddSigner(name, CreateSigner);
    }

    private static ReloadingSigner<AzureStorageOptions> CreateSigner(IServiceProvider provider, string name)
    {
        StorageClock clock = provider.GetRequiredKeyedService<StorageClock>(name);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        ILogger logger = (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<AzureStorageOptions>();
        return new ReloadingSigner<AzureStorageOptions>(
            provider.GetRequiredService<IOptionsMonitor<AzureStorageOptions>>(),
            name,
            options =>
            {
                AzureAccount account = AccountReader.Read(options);
                return new AzureKeySigner(
                    account, options, account.IsDelegated ? DelegationSources.Create(account, options, clock, time, name, logger) : null);
            });
    }
}
