using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>
/// Tests of the cache under a clock that moves when the test says so. Secrets live for an hour, and are due 20 minutes before their end.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class LeaseTestBase : IDisposable
{
    protected const string Key = "media";

    protected static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    protected LeaseTestBase() => Cache = CacheOf(new LeaseCacheOptions { IssuerName = "media", LeaseName = "secret", Jitter = () => Jitter });

    protected FakeTimeProvider Time { get; } = new(Start);

    protected FakeLogger Log { get; } = new();

    protected FakeLeaseSource Source { get; } = new();

    protected LeaseCache<string, FakeSecret> Cache { get; private set; }

    /// <summary>The chance that spreads calls; this one spreads nothing.</summary>
    protected double Jitter { get; set; } = 0.6;

    public void Dispose() => Cache.Dispose();

    protected void Use(LeaseCacheOptions options)
    {
        Cache.Dispose();
        Cache = CacheOf(options);
    }

    /// <summary>A lease that lives for a minute more.</summary>
    protected LeaseNeed Need(double minutes = 1) => new() { Now = Time.GetUtcNow(), MinimumEnd = Time.GetUtcNow().AddMinutes(minutes) };

    protected Task<FakeSecret> GetAsync(LeaseNeed? need = null, string key = Key, CancellationToken cancellationToken = default) =>
        Cache.GetAsync(key, need ?? Need(), cancellationToken).AsTask();

    protected FakeSecret AtOnce(LeaseNeed? need = null, string key = Key) =>
        Cache.Find(key, need ?? Need()) ?? throw new AssertionException("Nothing was at hand.");

    protected async Task<ValetKeyException> FaultOf(LeaseNeed? need = null, string key = Key) =>
        (await FluentActions.Awaiting(() => GetAsync(need, key)).Should().ThrowExactlyAsync<ValetKeyException>()).Which;

    private LeaseCache<string, FakeSecret> CacheOf(LeaseCacheOptions options) => new(Source, options, Time, Log);
}
