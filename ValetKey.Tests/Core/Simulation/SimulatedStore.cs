using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Simulation;

/// <summary>
/// A store whose clock is right, though it may be away or have wrong dates told by something on the way; and an application that uses it.
/// </summary>
internal sealed class SimulatedStore : IDisposable
{
    private readonly ConfigurationRoot _configuration = new([new MemoryConfigurationProvider(new MemoryConfigurationSource())]);
    private readonly Random _random;
    private readonly Random _dates = new(0);
    private readonly ServiceProvider _services;

    public SimulatedStore(MachineTime time, Random random, bool asks, bool observes)
    {
        (Time, _random) = (time, random);
        _configuration["V:ClockSkew:StartBackdate"] = "00:00:00";
        _configuration["V:DefaultLifetime"] = "00:10:00";
        _configuration["V:MaximumLifetime"] = Limit.ToString("c");
        if (asks)
        {
            _configuration["V:StorageClock:MeasureEvery"] = "01:00:00";
        }

        SignerDefinition<Settings> definition =
            new((_, context) => asks ? new Asking(this, context.Clock, observes) : new Signer(this, context.Clock, observes))
            {
                Settings = new SettingsTable<Settings>().Number(nameof(Settings.Version), (settings, value) => settings.Version = value),
            };
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(time);
        services.AddValetKey(_configuration.GetSection("V")).AddSigner("store", definition, _configuration.GetSection("S"));
        _services = services.BuildServiceProvider();
        Issuer = _services.GetRequiredService<IValetKeyIssuer>();
        Clock = _services.GetRequiredKeyedService<StorageClock>("store");
    }

    public MachineTime Time { get; }

    public IValetKeyIssuer Issuer { get; }

    public StorageClock Clock { get; }

    /// <summary>The longest life that is allowed now.</summary>
    public TimeSpan Limit { get; private set; } = TimeSpan.FromHours(1);

    public bool IsAway { get; set; }

    public bool HasBadDates { get; set; }

    /// <summary>Nothing new, another limit and another signer, or something that cannot be read and changes nothing.</summary>
    public void Reload()
    {
        int kind = _random.Next(3);
        if (kind == 1)
        {
            Limit = TimeSpan.FromMinutes(_random.Next(10, 120));
            _configuration["S:Version"] = _random.Next(1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _configuration["V:MaximumLifetime"] = kind == 2 ? "soon" : Limit.ToString("c");
        _configuration.Reload();
    }

    public void Dispose() => _services.Dispose();

    /// <summary>While dates are bad, one of two is hours to a year off, and no two are alike.</summary>
    private DateTimeOffset Date()
    {
        if (IsAway)
        {
            throw new ValetKeyException(ValetKeyErrorReason.CredentialsUnavailable, "The store is away.") { IsTransient = true };
        }

        TimeSpan wrong = TimeSpan.Zero;
        if (HasBadDates)
        {
            lock (_dates) // Measurements in the background come on threads of their own.
            {
                wrong = _dates.Next(2) == 0 ? TimeSpan.FromMinutes(_dates.Next(60, 500_000) * (_dates.Next(2) == 0 ? 1 : -1)) : TimeSpan.Zero;
            }
        }

        DateTimeOffset date = Time.Truth + wrong;
        return date.AddTicks(-(date.UtcTicks % TimeSpan.TicksPerSecond));
    }

    private sealed class Settings
    {
        public int Version { get; set; }
    }

    private class Signer(SimulatedStore store, StorageClock clock, bool observes) : IKeySigner
    {
        protected SimulatedStore Store { get; } = store;

        public SignerCapabilities Capabilities { get; } = TestCapabilities.Everything();

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
        {
            if (observes)
            {
                clock.Observe(Store.Date(), TimeSpan.Zero);
            }

            return ValueTask.FromResult(TestKeys.Of(grant));
        }
    }

    private sealed class Asking(SimulatedStore store, StorageClock clock, bool observes) : Signer(store, clock, observes), IServiceDateSource
    {
        public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<DateTimeOffset?>(Store.Date());
    }
}
