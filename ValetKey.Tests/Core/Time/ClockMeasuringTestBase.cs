using Microsoft.Extensions.Logging.Testing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>A clock of its own for each test, and a service whose time the test gives.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class ClockMeasuringTestBase
{
    protected static readonly TimeSpan Exact = TimeSpan.FromSeconds(1);

    private readonly FakeLogger<StorageClock> _logger = new();
    private readonly TestSigner _signer = new(TestCapabilities.Everything());
    private readonly List<StorageClock> _clocks = [];
    private int _asked;

    protected MachineTime Machine { get; } = new(TestIssuer.Noon);

    /// <summary>Gets how often the service was asked.</summary>
    protected int Asked => _asked;

    [SetUp]
    public void Answer() => _signer.ReadDate = _ =>
    {
        Interlocked.Increment(ref _asked);
        return ValueTask.FromResult<DateTimeOffset?>(Machine.Truth);
    };

    [TearDown]
    public void Dispose() => _clocks.ForEach(clock => clock.Dispose());

    protected StorageClock Clock()
    {
        StorageClock clock = new("media", Machine, null, _logger, () => _signer);
        _clocks.Add(clock);
        return clock;
    }

    protected StorageClock Measured()
    {
        StorageClock clock = Clock();
        clock.Observe(Machine.Truth, TimeSpan.Zero);
        return clock;
    }

    protected void Read(Func<CancellationToken, Task<DateTimeOffset?>> read) => _signer.ReadDate = token =>
    {
        Interlocked.Increment(ref _asked);
        return new ValueTask<DateTimeOffset?>(read(token));
    };

    protected IEnumerable<string?> Events() => _logger.Collector.GetSnapshot().Select(entry => entry.Id.Name);
}
