using Microsoft.Extensions.Logging;

namespace ValetKey.Providers;

public sealed partial class StorageClock
{
    [LoggerMessage(EventId = 20, EventName = "ClockCorrected", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's; issued keys are corrected for it.")]
    private static partial void LogCorrected(ILogger logger, string issuer, TimeSpan offset);

    [LoggerMessage(EventId = 21, EventName = "ClockBeyondBound", Level = LogLevel.Error,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's, "
            + "more than the {Bound} that may be corrected; no keys are issued while that is so.")]
    private static partial void LogBeyondBound(ILogger logger, string issuer, TimeSpan offset, TimeSpan bound);

    [LoggerMessage(EventId = 22, EventName = "ClockDifferenceIgnored", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's; correction is turned off.")]
    private static partial void LogIgnored(ILogger logger, string issuer, TimeSpan offset);

    [LoggerMessage(EventId = 23, EventName = "ClockStepped", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: this machine's clock was set, or the machine slept: it moved {Difference} beyond the time that passed. "
            + "The storage service is asked for its time before the next key, where it can be.")]
    private static partial void LogStepped(ILogger logger, string issuer, TimeSpan difference);

    [LoggerMessage(EventId = 24, EventName = "ClockMeasuringFails", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the storage service could not be asked for its time ({Fault}); "
            + "it is asked again, and this is not told again until it answers.")]
    private static partial void LogMeasuringFails(ILogger logger, string issuer, string fault);

    [LoggerMessage(EventId = 25, EventName = "ClockMeasuringWorks", Level = LogLevel.Information,
        Message = "Issuer {Issuer}: the storage service told its time again.")]
    private static partial void LogMeasuringWorks(ILogger logger, string issuer);

    [LoggerMessage(EventId = 26, EventName = "ClockDoubted", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the date {Date} of an answer contradicts what was measured before; it is not believed until it is seen again.")]
    private static partial void LogDoubted(ILogger logger, string issuer, DateTimeOffset date);
}
