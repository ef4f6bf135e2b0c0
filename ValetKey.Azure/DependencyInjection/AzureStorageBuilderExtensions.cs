using Microsoft.Extensions.Configuration;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Clients;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Operations;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Azure Storage.</summary>
public static class AzureStorageBuilderExtensions
{
    private static readonly SignerDefinition<AzureStorageOptions> Definition = new(CreateSigner)
    {
        Settings = AzureStorageSettings.Table,
        Defaults = FoundClients.Apply,
        FieldRules = new AzureStorageOptionsFieldValidator(),
        Faults = AzureStorageOptionsRules.FaultsOf,
        Operations = BlobOperations.Create,
    };

    /// <summary>Adds an issuer whose keys are shared access signatures for a storage account's blobs and queues.</summary>
    /// <remarks>
    /// <para>
    /// A shared access signature binds permissions, not single requests: a key that reads opens the properties too, and a key that writes every
    /// operation that writes. <see cref="ValetKey.Permissions.ReadProperties"/> alone is refused for that reason.
    /// </para>
    /// <para>
    /// Messages travel as XML: <c>&lt;QueueMessage&gt;&lt;MessageText&gt;…&lt;/MessageText&gt;&lt;/QueueMessage&gt;</c> ("Put Message", Queue service
    /// REST API).
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of issuer, signer and options. Calling again with the same name adds settings.</param>
    /// <param name="configure">The settings: the account and what signs for it, unless the application's own clients say both.</param>
    /// <exception cref="ArgumentException">Another provider's signer has this name.</exception>
    public static IValetKeyBuilder AddAzureStorage(this IValetKeyBuilder builder, string name, Action<AzureStorageOptions>? configure = null) =>
        builder.AddSigner(name, Definition, configure);

    /// <summary>
    /// The same with a section of the configuration, whose keys are the names of <see cref="AzureStorageOptions"/>, but for
    /// <see cref="AzureStorageOptions.Credential"/>, <see cref="AzureStorageOptions.Transport"/> and the clients, which only code can set. An unknown
    /// key or a value that cannot be read is a fault at start. The section is read again when it changes.
    /// </summary>
    public static IValetKeyBuilder AddAzureStorage(this IValetKeyBuilder builder, string name, IConfiguration configuration) =>
        builder.AddSigner(name, Definition, configuration);

    private static AzureKeySigner CreateSigner(AzureStorageOptions options, SignerContext context)
    {
        AzureAccount account = AccountReader.Read(options);
        return new AzureKeySigner(
            account,
            options,
            account.IsDelegated ? DelegationSources.Create(account, options, context.Clock, context.Time, context.Name, context.Logger) : null);
    }
}
