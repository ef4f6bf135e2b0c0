using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Support;

/// <summary>
/// An issuer for a storage account: by account key as an application sets it up, or by user delegation with keys of the test's own.
/// </summary>
internal sealed class TestAccount : IAsyncDisposable
{
    public const string Name = "contoso";
    public const string Key = "c2VjcmV0LWFjY291bnQta2V5LW51bWJlci1vbmUtMDEyMzQ1Njc4OWFiY2RlZg==";
    public const string OtherKey = "YW5vdGhlci1hY2NvdW50LWtleS1udW1iZXItdHdvLTk4NzY1NDMyMTBmZWRjYmE=";

    public static readonly DateTimeOffset Start = Grants.Start;

    private readonly ServiceProvider _services;

    private TestAccount(Action<IServiceCollection, IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddFakeLogging(logging => logging.FilteredLevels.Clear());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        add(services, services.AddValetKey(options => options.MaximumLifetime = TimeSpan.FromDays(30)));
        _services = services.BuildServiceProvider();
    }

    /// <summary>A credential that is never asked: delegation keys come from the test.</summary>
    public static TokenCredential Credential { get; } =
        DelegatedTokenCredential.Create((_, _) => throw new NotSupportedException("No token was expected to be asked for."));

    public FakeTimeProvider Time { get; } = new(Start);

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public IStorageOperations Operations => _services.GetRequiredKeyedService<IStorageOperations>("media");

    public FakeLogCollector Logs => _services.GetFakeLogCollector();

    public static TestAccount WithKey(Action<AzureStorageOptions>? configure = null) => WithOptions(options =>
    {
        options.AccountName = Name;
        options.AccountKey = Key;
        configure?.Invoke(options);
    });

    public static TestAccount WithOptions(Action<AzureStorageOptions> configure) => new((_, builder) => builder.AddAzureStorage("media", configure));

    public static TestAccount Delegated(Action<AzureStorageOptions>? configure = null, FakeDelegation? blobs = null, FakeDelegation? queues = null) =>
        new((_, builder) => builder.AddSigner("media", _ => DelegatedSigner(configure, blobs, queues)));

    public static AzureKeySigner DelegatedSigner(Action<AzureStorageOptions>? configure = null, FakeDelegation? blobs = null,
        FakeDelegation? queues = null)
    {
        AzureStorageOptions options = new() { AccountName = Name, Credential = Credential };
        configure?.Invoke(options);
        DelegationSources sources = new(blobs ?? FakeDelegation.Until(Start.AddDays(8)), queues ?? FakeDelegation.Until(Start.AddDays(8), "q"));
        return new AzureKeySigner(AccountReader.Read(options), options, sources);
    }

    public static AzureKeySigner KeySigner(Action<AzureStorageOptions>? configure = null)
    {
        AzureStorageOptions options = new() { AccountName = Name, AccountKey = Key };
        configure?.Invoke(options);
        return new AzureKeySigner(AccountReader.Read(options), options, null);
    }

    public static KeyRequest Ask(KeyScope scope, Permissions permissions, KeyConstraints? constraints = null, params KeyExtra[] extras) =>
        new(scope, permissions) { Constraints = constraints ?? KeyConstraints.None, Extras = extras };

    public static KeyRequest Ask(string scope, Permissions permissions, KeyConstraints? constraints = null, params KeyExtra[] extras) =>
        Ask(KeyScope.Parse(scope, null), permissions, constraints, extras);

    public async Task<IssuedKey> IssueAsync(KeyRequest request) => await Issuer.IssueAsync(request);

    public async Task<TKey> IssueAsync<TKey>(KeyRequest request)
        where TKey : IssuedKey => (await Issuer.IssueAsync(request)).Should().BeOfType<TKey>().Subject;

    /// <summary>The exception that a refused request ends in. It fails the test when a key comes out.</summary>
    public async Task<ValetKeyException> RefusalOf(KeyRequest request) =>
        (await FluentActions.Awaiting(() => IssueAsync(request)).Should().ThrowExactlyAsync<ValetKeyException>()).Which;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
