namespace ValetKey.Providers;

public sealed partial class StorageClock
{
    private bool _isFailing;

    /// <summary>The measurement that is under way, or the last one: for tests, in which no time may pass meanwhile.</summary>
    internal Task Measuring => _meter.Flight;

    /// <summary>
    /// The time at the service for a new key. Where the last measurement does not hold any longer, the service is asked first: once for all who wait,
    /// for 5 seconds a request, and not again within 10 seconds. Completes at once otherwise.
    /// </summary>
    /// <param name="cancellationToken">Gives up the wait; the measurement goes on for the others.</param>
    /// <returns>The time; while the service cannot be asked, the earliest that it may be there.</returns>
    /// <exception cref="ValetKeyException">
    /// The clocks differ by more than may be corrected, and the service was asked in vain or says the same. Transient.
    /// </exception>
    public ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken = default) =>
        GetUtcNowAsync(begun: null, cancellationToken);

    /// <summary>Asks the service for its time and takes note of the answer; a measurement that is under way is waited for.</summary>
    /// <remarks>An application whose clock it does not trust calls this at start, or sets <see cref="StorageClockOptions.MeasureEvery"/>.</remarks>
    /// <param name="cancellationToken">Gives up the wait; the measurement goes on for the others.</param>
    /// <exception cref="ValetKeyException">The service did not answer. Transient.</exception>
    /// <exception cref="InvalidOperationException">The signer supplies no way to ask, or its service's answers have no date.</exception>
    public async ValueTask MeasureAsync(CancellationToken cancellationToken = default)
    {
        ClockMeter.Outcome outcome = await _meter.MeasureAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Fault is { } fault)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure,
                $"The storage service of '{_name}' could not be asked for its time ({fault.GetType().Name}).",
                fault)
            {
                IsTransient = true,
            };
        }

        if (!outcome.HasDate)
        {
            throw new InvalidOperationException(
                $"The storage service of '{_name}' cannot be asked for its time: its signer knows no way, or the answer has no date.");
        }
    }

    /// <summary>The time for a new key, which may be a trial.</summary>
    /// <remarks>
    /// A trial is how a signer that only observes gets out beyond the bound: by the machine's own time it signs, and perhaps calls its service. The
    /// version changes, so that the issuer reads the clock again before it hands the key out; that reading is no trial, and fails unless a date came
    /// by meanwhile.
    /// </remarks>
    /// <param name="begun">The application's clock as the attempt began, where this is its first try and may be a trial; null afterwards.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    internal ValueTask<DateTimeOffset> GetUtcNowAsync(DateTimeOffset? begun, CancellationToken cancellationToken)
    {
        (DateTimeOffset wall, ClockReading? reading) = Read(begun);
        bool isSound = reading is null ? _options.MeasureEvery is null : !reading.IsDoubtful && !IsBeyond(reading);
        return isSound || !_options.Enabled ? new(wall + CorrectionOf(reading)) : MeasureThenReadAsync(mayTry: begun is not null, cancellationToken);
    }

    private async ValueTask<DateTimeOffset> MeasureThenReadAsync(bool mayTry, CancellationToken cancellationToken)
    {
        bool isFresh = await _meter.TryMeasureAsync(cancellationToken).ConfigureAwait(false);
        (DateTimeOffset wall, ClockReading? reading) = Read();
        if (!IsBeyond(reading))
        {
            return wall + CorrectionOf(reading);
        }

        bool cannotBeAsked = _meter.Last is { HasDate: false, Fault: null };
        if (!mayTry || !isFresh || !cannotBeAsked || _time.GetElapsedTime(Volatile.Read(ref _observedAt)) < ClockMeter.Pause)
        {
            throw BeyondBound(OffsetOf(reading));
        }

        Interlocked.Increment(ref _version);
        return wall;
    }

    private ValetKeyException BeyondBound(TimeSpan offset) => new(
        ValetKeyErrorReason.ProviderFailure,
        $"This machine's clock is off by {-offset:c} from the storage service's; keys would not work. "
        + $"The service is asked again at the next try, not more often than every {ClockMeter.Pause.TotalSeconds} seconds. "
        + $"Set the clock right: up to {_options.MaximumCorrection:c} is corrected "
        + $"({nameof(ValetKeyOptions.StorageClock)}.{nameof(StorageClockOptions.MaximumCorrection)}).",
        _meter.Last.Fault)
    {
        IsTransient = true,
        RetryAfter = ClockMeter.Pause,
    };

    /// <summary>One line when measuring begins to fail and one when it works again, not one for each try.</summary>
    private void NoteEnd(ClockMeter.Outcome outcome)
    {
        bool isFailing = outcome.Fault is not null;
        if (isFailing && !_isFailing)
        {
            LogMeasuringFails(_logger, _name, outcome.Fault!.GetType().Name);
        }
        else if (!isFailing && _isFailing)
        {
            LogMeasuringWorks(_logger, _name);
        }

        _isFailing = isFailing;
    }

    private void LogChange(TimeSpan offset)
    {
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
}
