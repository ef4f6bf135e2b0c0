using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Support;

/// <summary>An application in small: an issuer over a test signer, wired as applications wire it, under a clock that stands still.</summary>
internal sealed class TestIssuer : IValetKeyIssuer, IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public TestIssuer(
        SignerCapabilities? capabilities = null,
        Action<ValetKeyOptions>? options = null,
        Action<IValetKeyBuilder>? with = null,
        string name = "test",
        FakeTimeProvider? time = null,
        TestSigner? signer = null)
    {
        Time = time ?? new FakeTimeProvider(Noon);
        Signer = signer ?? new TestSigner(capabilities ?? TestCapabilities.Everything());
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddFakeLogging(logging => logging.FilteredLevels.Clear());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        IValetKeyBuilder builder = services.AddValetKey(options ?? (_ => { })).AddSigner(name, _ => Signer);
        with?.Invoke(builder);
        _services = services.BuildServiceProvider();
        Issuer = _services.GetRequiredService<IValetKeyIssuer>();
        Clock = _services.GetRequiredKeyedService<StorageClock>(name);
    }

    public FakeTimeProvider Time { get; }

    public TestSigner Signer { get; }

    public IValetKeyIssuer Issuer { get; }

    public StorageClock Clock { get; }

    public FakeLogCollector Logs => _services.GetFakeLogCollector();

    public string Name => Issuer.Name;

    public ValueTask<IssuedKey> IssueAsync(KeyRequest request, CancellationToken cancellationToken = default) =>
        Issuer.IssueAsync(request, cancellationToken);

    /// <summary>The exception that a refused request ends in. It fails the test when a key comes out.</summary>
    public async Task<ValetKeyException> RefusalOf(KeyRequest request) =>
        (await FluentActions.Awaiting(() => IssueAsync(request).AsTask()).Should().ThrowExactlyAsync<ValetKeyException>()).Which;

    public void Dispose() => _services.Dispose();
}
