using Microsoft.Extensions.Logging;

namespace ValetKey.Local;

public sealed partial class LocalKeyRing
{
    [LoggerMessage(EventId = 110, EventName = "KeyRingUnreadable", Level = LogLevel.Error,
        Message = "The key ring cannot be read; the keys that were known before go on working until it can. {Fault}")]
    private static partial void LogUnreadable(ILogger logger, string fault);

    [LoggerMessage(EventId = 111, EventName = "KeyRingReadable", Level = LogLevel.Information, Message = "The key ring can be read again.")]
    private static partial void LogReadable(ILogger logger);

    [LoggerMessage(EventId = 112, EventName = "KeyRingExposed", Level = LogLevel.Warning,
        Message = "The key ring {Path} can be read by other users of this machine, who can then issue keys. Its mode should be 0600.")]
    private static partial void LogExposed(ILogger logger, string path);
}
