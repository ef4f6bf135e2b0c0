using Microsoft.Extensions.Logging;

namespace ValetKey.Providers;

public sealed partial class StorageClock
{
    [LoggerMessage(EventId = 20, EventName = "ClockCorrected", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's; issued keys are corrected for it.")]
    private static partial void LogCorrected(ILogger logger, string issuer, TimeSpan offset);

    [LoggerMessage(EventId = 21, EventName = "ClockBeyondBound", Level = LogLevel.Error,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's, more than the {Bound} that may be corrected; no keys are issued until the clock is set right.")]
    private static partial void LogBeyondBound(ILogger logger, string issuer, TimeSpan offset, TimeSpan bound);

    [LoggerMessage(EventId = 22, EventName = "ClockDifferenceIgnored", Level = LogLevel.Warning,
        Message = "Issuer {Issuer}: the storage service's clock is {Offset} ahead of this machine's; correction is turned off.")]
    private static partial void LogIgnored(ILogger logger, string issuer, TimeSpan offset);
}
