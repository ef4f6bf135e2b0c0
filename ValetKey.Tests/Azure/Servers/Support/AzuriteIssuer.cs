using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>An issuer for Azurite, registered as an application registers it.</summary>
internal sealed class AzuriteIssuer : IAsyncDisposable
{
    public const string Name = "azurite";

    private readonly ServiceProvider _services;

    private AzuriteIssuer(ServiceProvider services) => _services = services;

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public StorageClock Clock => _services.GetRequiredKeyedService<StorageClock>(Name);

    public IStorageOperations Operations => _services.GetRequiredKeyedService<IStorageOperations>(Name);

    public static AzuriteIssuer Create(
        Azurite azurite, Signature signature, Action<AzureStorageOptions>? configure = null, Action<ValetKeyOptions>? rules = null,
        TimeProvider? time = null) =>
        Create(
            azurite,
            options =>
            {
                Sign(azurite, options, signature);
                configure?.Invoke(options);
            },
            rules,
            time);

    /// <summary>One that has the addresses and nothing to sign with; the rest is said by the caller.</summary>
    public static AzuriteIssuer Create(
        Azurite azurite,
        Action<AzureStorageOptions> configure,
        Action<ValetKeyOptions>? rules = null,
        TimeProvider? time = null,
        Action<IServiceCollection>? prepare = null)
    {
        ServiceCollection services = [];
        services.AddSingleton(time ?? TimeProvider.System);
        prepare?.Invoke(services);
        services.AddValetKey(options => rules?.Invoke(options)).AddAzureStorage(Name, options =>
        {
            options.BlobServiceUri = azurite.BlobUrl;
            options.QueueServiceUri = azurite.QueueUrl;
            options.Transport = new HttpClientTransport(azurite.Client);
            configure(options);
        });
        return new AzuriteIssuer(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void Sign(Azurite azurite, AzureStorageOptions options, Signature signature)
    {
        options.ServiceVersion = signature.Version;
        if (signature.Kind == Signature.Kinds.Delegation)
        {
            // A token that bears a correlation id is wrong to Azurite; it is told apart by this.
            options.UseEmulator = true;
            options.Credential = new AzuriteUser();
            return;
        }

        options.AccountKey = azurite.Account.Key1;
        options.SecondaryAccountKey = azurite.Account.Key2;
        options.SigningKey = signature.Kind == Signature.Kinds.SecondKey ? AzureSigningKey.Secondary : AzureSigningKey.Primary;
    }
}
