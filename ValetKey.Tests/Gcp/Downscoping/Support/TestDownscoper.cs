using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;

namespace ValetKey.Tests.Gcp.Downscoping.Support;

/// <summary>An issuer of downscoped tokens and nothing else, with the services on loopback behind it.</summary>
internal sealed class TestDownscoper : IAsyncDisposable
{
    public const string BaseUrl = "https://storage.googleapis.com";
    public const string ServiceAccount = "valet@project.iam.gserviceaccount.com";

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private TestDownscoper(FakeTokenServices google, Action<ValetKeyOptions>? configure)
    {
        Google = google;
        google.Now = Time.GetUtcNow;
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        DownscoperSettings settings =
            new("media", ServiceAccount, BaseUrl) { CredentialsUrl = google.Url, ExchangeUrl = new Uri(google.Url, "v1/token") };
        services.AddValetKey(options => configure?.Invoke(options)).AddSigner(
            "media",
            provider => new Signer(new Downscoper(settings, Own, provider.GetRequiredKeyedService<StorageClock>("media"), Time)));
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public FakeTokenServices Google { get; }

    public OwnCredential Own { get; } = new();

    public StorageClock Clock => _services.GetRequiredKeyedService<StorageClock>("media");

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public static async Task<TestDownscoper> StartAsync(Action<ValetKeyOptions>? configure = null) =>
        new(await FakeTokenServices.StartAsync(), configure);

    public async Task<BearerToken> IssueAsync(
        KeyScope? scope = null, Permissions permissions = Permissions.Read, TimeSpan? lifetime = null,
        CancellationToken cancellationToken = default) =>
        (BearerToken)await Issuer.IssueAsync(
            new KeyRequest(scope ?? KeyScope.ForPrefix("pictures", "42/"), permissions) { Lifetime = lifetime }, cancellationToken);

    public async Task<ValetKeyException> FaultOfAsync(KeyRequest? request = null)
    {
        Func<Task> act = async () => await Issuer.IssueAsync(request ?? new KeyRequest(KeyScope.ForPrefix("pictures", "42/"), Permissions.Read));
        ValetKeyException fault = (await act.Should().ThrowAsync<ValetKeyException>()).Which;
        Time.Advance(fault.RetryAfter ?? TimeSpan.FromSeconds(5)); // The pause after a failure.
        return fault;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Google.DisposeAsync();
    }

    private sealed class Signer(Downscoper downscoper) : IKeySigner, IDisposable
    {
        public SignerCapabilities Capabilities { get; } = new(DownscopingCapabilities.Form(available: true));

        public async ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) =>
            await downscoper.IssueAsync(grant, grant.Scope.Container, cancellationToken);

        public void Dispose() => downscoper.Dispose();
    }
}
