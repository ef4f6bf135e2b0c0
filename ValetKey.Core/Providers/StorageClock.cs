using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ValetKey.Providers;

/// <summary>
/// The application's clock, corrected by an offset measured from the <c>Date</c> header (RFC 9110, 6.6.1) of the storage service's own
/// answers, so that a machine whose clock is off by minutes still issues keys that work at once and end on time.
/// </summary>
/// <remarks>
/// One clock serves one issuer and its signer, which feeds it every <c>Date</c> that comes by and asks for a measurement when it has seen none.
/// The offset is bounded by <see cref="StorageClockOptions.MaximumCorrection"/>, each change of it is logged, and it can be turned off. Thread-safe.
/// </remarks>
public sealed partial class StorageClock
{
    private readonly TimeProvider _time;
    private readonly StorageClockOptions _options;
    private readonly ILogger _logger;
    private readonly string _name;
    private long _offsetTicks;
    private int _measured;

    /// <summary>Creates a clock.</summary>
    /// <param name="name">The issuer's name, for the log.</param>
    /// <param name="time">The application's clock.</param>
    /// <param name="options">Bounds; the defaults if null.</param>
    /// <param name="logger">Told of every correction; none if null.</param>
    public StorageClock(string name, TimeProvider time, StorageClockOptions? options = null, ILogger<StorageClock>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(time);
        _name = name;
        _time = time;
        _options = options ?? new StorageClockOptions();
        _logger = logger ?? NullLogger<StorageClock>.Instance;
    }

    /// <summary>How far the service's clock is ahead of the application's, as last measured; zero before that and within the tolerance.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offsetTicks));

    /// <summary>Whether the service's clock has been seen.</summary>
    public bool IsMeasured => Volatile.Read(ref _measured) != 0;

    /// <summary>The time at the service, as far as is known.</summary>
    /// <exception cref="ValetKeyException">The clocks differ by more than may be corrected.</exception>
    public DateTimeOffset GetUtcNow()
    {
        TimeSpan offset = Offset;
        if (offset == TimeSpan.Zero || !_options.Enabled)
        {
            return _time.GetUtcNow();
        }

        return offset.Duration() <= _options.MaximumCorrection
            ? _time.GetUtcNow() + offset
            : throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure,
                $"This machine's clock is off by {-offset:c} from the storage service's; keys would not work. Set the clock right: "
                + $"up to {_options.MaximumCorrection:c} is corrected ({nameof(ValetKeyOptions.StorageClock)}.{nameof(StorageClockOptions.MaximumCorrection)}).");
    }

    /// <summary>Takes note of a <c>Date</c> header that has just arrived.</summary>
    /// <param name="serviceDate">The header's time, in whole seconds.</param>
    /// <param name="roundTrip">How long the answer took from the sending of the request; the date is taken for the middle of it.</param>
    public void Observe(DateTimeOffset serviceDate, TimeSpan roundTrip)
    {
        // The header is cut to the second, so on average the service's clock showed half a second more.
        TimeSpan measured = serviceDate + TimeSpan.FromMilliseconds(500) + (roundTrip / 2) - _time.GetUtcNow();
        TimeSpan known = Offset;
        Volatile.Write(ref _measured, 1);
        if (roundTrip > _options.MaximumCorrection || (measured - known).Duration() <= _options.Tolerance + (roundTrip / 2))
        {
            return;
        }

        TimeSpan offset = measured.Duration() <= _options.Tolerance ? TimeSpan.Zero : measured;
        Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        if (!_options.Enabled)
        {
            LogIgnored(_logger, _name, offset);
        }
        else if (offset.Duration() > _options.MaximumCorrection)
        {
            LogBeyondBound(_logger, _name, offset, _options.MaximumCorrection);
        }
        else
        {
            LogCorrected(_logger, _name, offset);
        }
    }

    /// <summary>Asks the service for its time and takes note of the answer.</summary>
    /// <param name="readServiceDate">Sends any cheap request and returns the answer's <c>Date</c>, or null if it has none.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async ValueTask MeasureAsync(Func<CancellationToken, ValueTask<DateTimeOffset?>> readServiceDate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(readServiceDate);
        long start = _time.GetTimestamp();
        if (await readServiceDate(cancellationToken).ConfigureAwait(false) is { } date)
        {
            Observe(date, _time.GetElapsedTime(start));
        }
    }
}
