using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Providers;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>An issuer for Cloud Storage, as an application sets it up. Unless told otherwise a service account's key signs.</summary>
internal sealed class TestBuckets : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public TestBuckets(Action<GoogleCloudStorageOptions>? configure = null, bool withAccount = true)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddFakeLogging(logging => logging.FilteredLevels.Clear());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddValetKey(options => options.MaximumLifetime = TimeSpan.FromDays(30)).AddGoogleCloudStorage("media", options =>
        {
            options.CredentialJson = withAccount ? TestServiceAccount.Json : null;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public IServiceProvider Services => _services;

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public StorageClock Clock => _services.GetRequiredKeyedService<StorageClock>("media");

    public FakeLogCollector Logs => _services.GetFakeLogCollector();

    public static KeyRequest Ask(KeyScope scope, Permissions permissions, KeyConstraints? constraints = null,
        params IReadOnlyList<KeyExtra> extras) =>
        new(scope, permissions) { Constraints = constraints ?? KeyConstraints.None, Extras = extras };

    public static KeyRequest AskFor(Permissions permissions, KeyConstraints? constraints = null, params IReadOnlyList<KeyExtra> extras) =>
        Ask(KeyScope.ForObject("pictures", "a/b.png"), permissions, constraints, extras);

    public async Task<TKey> IssueAsync<TKey>(KeyRequest request)
        where TKey : IssuedKey => (await Issuer.IssueAsync(request)).Should().BeOfType<TKey>().Subject;

    /// <summary>The exception that a refused request ends in. It fails the test when a key comes out.</summary>
    public async Task<ValetKeyException> RefusalOf(KeyRequest request) =>
        (await FluentActions.Awaiting(() => Issuer.IssueAsync(request).AsTask()).Should().ThrowExactlyAsync<ValetKeyException>()).Which;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
