using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
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

    public AzureStorageClockProbe Probe => _services.GetRequiredKeyedService<AzureStorageClockProbe>(Name);

    public static AzuriteIssuer Create(
        Azurite azurite, Signature signature, Action<AzureStorageOptions>? configure = null, Action<ValetKeyOptions>? rules = null, TimeProvider? time = null) =>
        signature.Kind == Signature.Kinds.Delegation
            ? Delegate(azurite, new AzuriteUser(), signature.Version, configure, rules, time)
            : Create(
                azurite,
                options =>
                {
                    options.AccountKey = azurite.Account.Key1;
                    options.SecondaryAccountKey = azurite.Account.Key2;
                    options.SigningKey = signature.Kind == Signature.Kinds.SecondKey ? AzureAccountKey.Secondary : AzureAccountKey.Primary;
                    options.ServiceVersion = signature.Version;
                    configure?.Invoke(options);
                },
                rules,
                time);

    /// <summary>One that holds nothing but the addresses; the rest is said by the caller.</summary>
    public static AzuriteIssuer Create(
        Azurite azurite,
        Action<AzureStorageOptions> configure,
        Action<ValetKeyOptions>? rules = null,
        TimeProvider? time = null,
        Action<IServiceCollection>? prepare = null)
    {
        ServiceCollection services = Services(time);
        prepare?.Invoke(services);
        services.AddValetKey(options => rules?.Invoke(options)).AddAzureStorage(Name, options =>
        {
            SetAddresses(azurite, options);
            configure(options);
        });
        return new AzuriteIssuer(services.BuildServiceProvider());
    }

    /// <summary>One whose tokens are signed on behalf of somebody in Entra ID.</summary>
    public static AzuriteIssuer Delegate(
        Azurite azurite,
        AzuriteUser user,
        string version,
        Action<AzureStorageOptions>? configure = null,
        Action<ValetKeyOptions>? rules = null,
        TimeProvider? time = null)
    {
        AzureStorageOptions options = new() { Credential = user, ServiceVersion = version, UseEmulator = true };
        SetAddresses(azurite, options);
        configure?.Invoke(options);
        ServiceCollection services = Services(time);
        services.AddValetKey(all => rules?.Invoke(all)).AddSigner(
            Name, provider => new AzureKeySigner(AccountReader.Read(options), options, Sources(azurite, user, options, provider)));
        return new AzuriteIssuer(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceCollection Services(TimeProvider? time)
    {
        ServiceCollection services = [];
        services.AddSingleton(time ?? TimeProvider.System);
        return services;
    }

    private static void SetAddresses(Azurite azurite, AzureStorageOptions options)
    {
        options.BlobServiceUri = azurite.BlobUrl;
        options.QueueServiceUri = azurite.QueueUrl;
    }

    // The SDK's clients are the fixture's, which trust the server's certificate.
    private static DelegationSources Sources(Azurite azurite, AzuriteUser user, AzureStorageOptions options, IServiceProvider provider)
    {
        StorageClock clock = provider.GetRequiredKeyedService<StorageClock>(Name);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return new DelegationSources(
            Source(new BlobDelegationKeyClient(azurite.CreateBlobs(user), clock, time, Name)),
            Source(new QueueDelegationKeyClient(azurite.CreateQueues(user), clock, time, Name)));

        DelegationKeySource Source(IDelegationKeyClient client) =>
            new(client, clock, time, options.DelegationKeyLifetime, Name, NullLogger.Instance);
    }
}
