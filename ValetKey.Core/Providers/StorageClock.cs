using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ValetKey.Providers;

/// <summary>
/// The time at the storage service: the application's clock, corrected by what the <c>Date</c> header (RFC 9110, 6.6.1) of the service's own answers
/// says, so that a machine whose clock is off by minutes still issues keys that work at once and end on time.
/// </summary>
/// <remarks>
/// <para>
/// One clock serves one issuer and its signer, which feeds it every <c>Date</c> that comes by (<see cref="Observe"/>) and may supply a way to ask for
/// one (<see cref="IServiceDateSource"/>). A correction is bounded by <see cref="StorageClockOptions.MaximumCorrection"/>, logged, and can be turned
/// off. Thread-safe.
/// </para>
/// <para>
/// A correction does not outlive its cause. Where the machine's clock is set, or has slept, the service's time goes on by the monotonic clock, and
/// the service is asked again before the next key. A <c>Date</c> that contradicts a sound measurement, or lies beyond the bound, is believed when it
/// is seen twice. Until then the earlier time counts, so that no key starts in the service's future or ends past its limit.
/// </para>
/// </remarks>
public sealed partial class StorageClock : IDisposable
{
    /// <summary>After so long a reading is carried on to the present, so that slewing never adds up to what looks like a step.</summary>
    private static readonly TimeSpan CarryAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly StorageClockOptions _options;
    private readonly ILogger _logger;
    private readonly string _name;
    private readonly ClockMeter _meter;
    private ClockReading? _reading;
    private long _observedAt;
    private int _version;

    /// <summary>Creates a clock.</summary>
    /// <param name="name">The issuer's name, for the log.</param>
    /// <param name="time">The application's clock.</param>
    /// <param name="options">Bounds; the defaults if null.</param>
    /// <param name="logger">Told of every correction; none if null.</param>
    /// <param name="source">Finds what can ask the service, when it is first needed; null, or a null result, where nothing can.</param>
    public StorageClock(
        string name,
        TimeProvider time,
        StorageClockOptions? options = null,
        ILogger<StorageClock>? logger = null,
        Func<IServiceDateSource?>? source = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(time);
        _name = name;
        _time = time;
        _options = options ?? new StorageClockOptions();
        _logger = logger ?? NullLogger<StorageClock>.Instance;
        _meter = new ClockMeter(Weigh, source ?? (() => null), time, NoteEnd);
        if (_options.MeasureEvery is { } every)
        {
            _meter.Repeat(every);
        }
    }

    /// <summary>
    /// How far the service's clock is ahead of the application's, as far as is known; zero before it was seen and within the tolerance.
    /// </summary>
    public TimeSpan Offset => OffsetOf(Read().Reading);

    /// <summary>Whether the service's clock has been seen.</summary>
    public bool IsMeasured => Volatile.Read(ref _reading) is not null;

    /// <summary>Changes whenever the correction does. A key that was begun under another version has times that may be wrong.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>The time at the service, as far as is known. Never waits.</summary>
    /// <exception cref="ValetKeyException">The clocks differ by more than may be corrected. Transient.</exception>
    public DateTimeOffset GetUtcNow()
    {
        (DateTimeOffset wall, ClockReading? reading) = Read();
        return IsBeyond(reading) ? throw BeyondBound(OffsetOf(reading)) : wall + CorrectionOf(reading);
    }

    /// <summary>
    /// Takes note of a <c>Date</c> header that has just arrived, from a host of the service and not from one that it redirected to.
    /// </summary>
    /// <param name="serviceDate">The header's time, in whole seconds.</param>
    /// <param name="roundTrip">How long the answer took from the sending of the request; the date is taken for the middle of it.</param>
    public void Observe(DateTimeOffset serviceDate, TimeSpan roundTrip) => Weigh(serviceDate, roundTrip);

    /// <summary>Measures no longer.</summary>
    public void Dispose() => _meter.Dispose();

    private bool Weigh(DateTimeOffset serviceDate, TimeSpan roundTrip)
    {
        if (roundTrip > _options.MaximumCorrection)
        {
            return true; // The clock was set while the answer was under way, so it tells nothing.
        }

        TimeSpan before = Offset; // Notices a step before the date is compared.
        ClockReading next;
        lock (_gate)
        {
            long timestamp = _time.GetTimestamp();
            DateTimeOffset wall = _time.GetUtcNow();
            ClockReading known = _reading is { } reading
                ? reading.CarriedTo(wall, timestamp, _time.GetElapsedTime(reading.Timestamp, timestamp), _options)
                : new ClockReading(TimeSpan.Zero, wall, timestamp, IsDoubtful: true);

            // The header is cut to the second, so on average the service's clock showed half a second more.
            next = known.Weighing(serviceDate - wall + TimeSpan.FromMilliseconds(500) + (roundTrip / 2), roundTrip, _options);
            _observedAt = timestamp;
            Volatile.Write(ref _reading, next);
        }

        if (OffsetOf(next) != before)
        {
            Interlocked.Increment(ref _version);
            LogChange(OffsetOf(next));
        }
        else if (next.IsDoubtful)
        {
            LogDoubted(_logger, _name, serviceDate);
        }

        return next.IsDoubtful;
    }

    /// <param name="begun">A reading of the application's clock a moment ago, which will do where nothing is compared with it.</param>
    private (DateTimeOffset Wall, ClockReading? Reading) Read(DateTimeOffset? begun = null)
    {
        if (Volatile.Read(ref _reading) is not { } reading)
        {
            return (begun ?? _time.GetUtcNow(), null);
        }

        long timestamp = _time.GetTimestamp();
        DateTimeOffset wall = _time.GetUtcNow();
        TimeSpan elapsed = _time.GetElapsedTime(reading.Timestamp, timestamp);
        return (wall, elapsed < CarryAfter && ClockReading.IsNoise(reading.Parted(wall, elapsed)) ? reading : Carry(wall, timestamp));
    }

    private ClockReading Carry(DateTimeOffset wall, long timestamp)
    {
        ClockReading reading;
        TimeSpan elapsed;
        lock (_gate)
        {
            reading = _reading!;
            elapsed = _time.GetElapsedTime(reading.Timestamp, timestamp);
            if (elapsed < TimeSpan.Zero)
            {
                return reading; // Another thread was faster.
            }

            Volatile.Write(ref _reading, reading.CarriedTo(wall, timestamp, elapsed, _options));
        }

        TimeSpan parted = reading.Parted(wall, elapsed);
        if (ClockReading.IsStep(parted, elapsed))
        {
            LogStepped(_logger, _name, parted);
            _meter.EndPause();
        }

        return Volatile.Read(ref _reading)!;
    }

    private TimeSpan OffsetOf(ClockReading? reading) => reading?.Effective(_options) ?? TimeSpan.Zero;

    private TimeSpan CorrectionOf(ClockReading? reading) => _options.Enabled ? OffsetOf(reading) : TimeSpan.Zero;

    private bool IsBeyond(ClockReading? reading) => CorrectionOf(reading).Duration() > _options.MaximumCorrection;
}
