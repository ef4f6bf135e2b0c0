using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>Asks the service for its time: one measurement for all who wait, with a limit of time, and a pause between tries.</summary>
/// <param name="observe">Takes note of a date and its round trip, and says whether it leaves doubt.</param>
/// <param name="source">Finds the signer that can ask; null where it cannot.</param>
/// <param name="time">Measures limits and pauses.</param>
/// <param name="ended">Told how each measurement ended.</param>
internal sealed class ClockMeter(
    Func<DateTimeOffset, TimeSpan, bool> observe, Func<IServiceDateSource?> source, TimeProvider time, Action<ClockMeter.Outcome> ended) : IDisposable
{
    /// <summary>How long callers that need a measurement do not start another, so that a service that is down does not hold up every key.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long one request may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<Outcome> _flight = Task.FromResult(Outcome.Unknown);
    private Outcome _last = Outcome.Unknown;
    private long? _pausedAt;
    private ITimer? _timer;

    /// <summary>How the last measurement ended.</summary>
    public Outcome Last => Volatile.Read(ref _last);

    /// <summary>The measurement that is under way, or the last one.</summary>
    public Task Flight => Volatile.Read(ref _flight);

    /// <summary>Measures, or waits for the measurement that is under way.</summary>
    public async ValueTask<Outcome> MeasureAsync(CancellationToken cancellationToken) =>
        await Join(isUrgent: true).Flight.WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Measures, or waits for the measurement that is under way; does neither during the pause after one that ended.</summary>
    /// <returns>Whether there was no pause.</returns>
    public async ValueTask<bool> TryMeasureAsync(CancellationToken cancellationToken)
    {
        (Task<Outcome> flight, bool isFresh) = Join(isUrgent: false);
        await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        return isFresh;
    }

    /// <summary>Ends the pause: something new has happened.</summary>
    public void EndPause()
    {
        lock (_gate)
        {
            _pausedAt = null;
        }
    }

    /// <summary>Measures now and again and again; the hosts of one application at different times.</summary>
    public void Repeat(TimeSpan every)
    {
        _timer = time.CreateTimer(_ => _ = MeasureAndWaitAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        async Task MeasureAndWaitAsync()
        {
            await Join(isUrgent: true).Flight.ConfigureAwait(false);
            _timer!.Change(every * (0.9 + (RandomNumberGenerator.GetInt32(200) / 1000d)), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _closing.Cancel();
    }

    private (Task<Outcome> Flight, bool IsFresh) Join(bool isUrgent)
    {
        lock (_gate)
        {
            bool isUnderWay = !_flight.IsCompleted;
            bool isDue = isUrgent || _pausedAt is not { } pausedAt || time.GetElapsedTime(pausedAt) >= Pause;
            if (!isUnderWay && isDue)
            {
                _flight = LeaseCall.RunDetached(RunAsync);
            }

            return (_flight, isUnderWay || isDue);
        }
    }

    private async Task<Outcome> RunAsync()
    {
        (Outcome outcome, bool isDoubtful) = await ReadAsync().ConfigureAwait(false);
        if (isDoubtful)
        {
            // A single date that contradicts may be a fault of one answer; a second one decides.
            (outcome, _) = await ReadAsync().ConfigureAwait(false);
        }

        Volatile.Write(ref _last, outcome);
        lock (_gate)
        {
            _pausedAt = time.GetTimestamp();
        }

        if (!_closing.IsCancellationRequested)
        {
            ended(outcome);
        }

        return outcome;
    }

    private async Task<(Outcome Outcome, bool IsDoubtful)> ReadAsync()
    {
        using CancellationTokenSource limit = new(Limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
        try
        {
            long sent = time.GetTimestamp();
            DateTimeOffset sentAt = time.GetUtcNow();
            if (source() is not { } signer
                || await signer.ReadServiceDateAsync(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false) is not { } date)
            {
                return (Outcome.Unknown, false);
            }

            // The monotonic clock stands still while the machine sleeps, and a date that lay about meanwhile is an old one.
            TimeSpan elapsed = time.GetElapsedTime(sent);
            TimeSpan passed = time.GetUtcNow() - sentAt;
            return (new Outcome(true), observe(date, passed > elapsed ? passed : elapsed));
        }
        catch (Exception fault)
        {
            return (new Outcome(false, limit.IsCancellationRequested ? new TimeoutException($"No answer within {Limit:c}.", fault) : fault), false);
        }
    }

    /// <summary>How a measurement ended; neither with a date nor with a fault where the service cannot be asked.</summary>
    internal sealed record Outcome(bool HasDate, Exception? Fault = null)
    {
        public static readonly Outcome Unknown = new(false);
    }
}
