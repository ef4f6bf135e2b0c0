using Microsoft.Extensions.Logging;

namespace ValetKey.Local.Service;

internal sealed partial class LocalStorageService
{
    [LoggerMessage(EventId = 100, EventName = "Refused", Level = LogLevel.Information, Message = "{Method} refused: {Reason}.")]
    private static partial void LogRefused(ILogger logger, string method, string reason);

    [LoggerMessage(
        EventId = 101, EventName = "Aborted", Level = LogLevel.Information, Message = "{Method}: the client went away; nothing was changed.")]
    private static partial void LogAborted(ILogger logger, string method);

    [LoggerMessage(EventId = 102, EventName = "StorageFault", Level = LogLevel.Error, Message = "{Method} met a fault of the storage: {Reason}.")]
    private static partial void LogStorageFault(ILogger logger, string method, string reason, Exception fault);
}
