using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>
/// Tests of the source under a clock that moves when the test says so. Keys live for a day, and are due eight hours before their end.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class DelegationTestBase : IDisposable
{
    protected static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    protected DelegationTestBase()
    {
        Clock = new StorageClock("reports", Time);
        Source = SourceOf(TimeSpan.FromDays(1));
    }

    protected FakeTimeProvider Time { get; } = new(Start);

    protected FakeLogger Log { get; } = new();

    protected FakeDelegationKeyClient Client { get; } = new();

    protected StorageClock Clock { get; }

    protected DelegationKeySource Source { get; private set; }

    /// <summary>The chance that spreads calls; this one spreads nothing.</summary>
    protected double Jitter { get; set; } = 0.6;

    public void Dispose() => Source.Dispose();

    protected static bool IsCleared(DelegationKey key)
    {
        try
        {
            key.Hash.Hash("data"u8, new byte[32]);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    protected void KeysLive(TimeSpan lifetime)
    {
        Source.Dispose();
        Source = SourceOf(lifetime);
    }

    /// <summary>A token of a quarter of an hour that starts five minutes ago, as the defaults have it; a second of it would do.</summary>
    protected LeaseNeed Need(double minutes = 15, double since = 5, double least = 1 / 60.0)
    {
        DateTimeOffset now = Time.GetUtcNow();
        return new LeaseNeed
        {
            Now = Clock.GetUtcNow(),
            LatestStart = now.AddMinutes(-since),
            MinimumEnd = now.AddMinutes(least),
            PreferredEnd = now.AddMinutes(minutes),
        };
    }

    protected Task<DelegationKey> GetAsync(LeaseNeed? need = null, string? tenant = null) =>
        Source.GetAsync(tenant, need ?? Need(), CancellationToken.None).AsTask();

    protected DelegationKey AtOnce(LeaseNeed? need = null, string? tenant = null)
    {
        Task<DelegationKey> key = GetAsync(need, tenant);
        return key.IsCompletedSuccessfully ? key.GetAwaiter().GetResult() : throw new AssertionException("No key was at hand.");
    }

    protected async Task<ValetKeyException> FaultOf(LeaseNeed? need = null, string? tenant = null) =>
        (await FluentActions.Awaiting(() => GetAsync(need, tenant)).Should().ThrowAsync<ValetKeyException>()).Which;

    private DelegationKeySource SourceOf(TimeSpan lifetime) => new(Client, Clock, Time, lifetime, "reports", Log, () => Jitter);
}
