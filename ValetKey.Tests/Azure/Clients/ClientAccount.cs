using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Azure;
using ValetKey.Azure.Clients;
using ValetKey.Tests.Azure.Delegation;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Clients;

/// <summary>An application that uses a storage account already, and adds an issuer named <c>reports</c>. The wire is the test's own.</summary>
internal sealed class ClientAccount : IAsyncDisposable
{
    public const string Name = "reports";

    private readonly ServiceProvider _services;

    public ClientAccount(
        Action<ClientAccount, IServiceCollection>? register = null, Action<ClientAccount, AzureStorageOptions>? configure = null,
        IConfiguration? settings = null)
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestAccount.Start));
        register?.Invoke(this, services);
        services.Configure<AzureStorageOptions>(Name, options => configure?.Invoke(this, options));
        services.AddValetKey().AddAzureStorage(Name, settings ?? new ConfigurationManager());
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public static TokenCredential Credential { get; } =
        DelegatedTokenCredential.Create((_, _) => new AccessToken("hunter2-token", DateTimeOffset.MaxValue));

    public FakeDelegationService Service { get; } = new() { Now = () => TestAccount.Start };

    public AccountClients Found => _services.GetRequiredService<IOptionsMonitor<AzureStorageOptions>>().Get(Name).Clients;

    public BlobServiceClient Blobs(string account = "contoso") =>
        new(new Uri($"https://{account}.blob.core.windows.net"), Credential, new BlobClientOptions { Transport = new HttpClientTransport(Service) });

    public QueueServiceClient Queues(string account = "contoso") => new(
        new Uri($"https://{account}.queue.core.windows.net"), Credential, new QueueClientOptions { Transport = new HttpClientTransport(Service) });

    public static BlobServiceClient KeyBlobs(string account = "contoso") =>
        new(new Uri($"https://{account}.blob.core.windows.net"), new StorageSharedKeyCredential(account, TestAccount.Key));

    public void Start() => _services.GetRequiredService<IStartupValidator>().Validate();

    public IEnumerable<string> Faults() => FluentActions.Invoking(Start).Should().Throw<OptionsValidationException>().Which.Failures;

    public async Task<string> ReadUrlAsync()
    {
        Start();
        return (await IssueAsync(KeyScope.ForObject("pictures", "a.png"), Permissions.Read)).Url;
    }

    public async Task<string> SendUrlAsync() => (await IssueAsync(KeyScope.ForQueue("jobs"), Permissions.Send)).Url;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Service.Dispose();
    }

    /// <summary>Keys that are alike where their signatures are.</summary>
    private ValueTask<SignedUrl> IssueAsync(KeyScope scope, Permissions permissions) => _services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(
        new KeyRequest(scope, permissions) { StableFor = TimeSpan.FromMinutes(1) });
}
