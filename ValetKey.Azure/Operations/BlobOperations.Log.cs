using Microsoft.Extensions.Logging;

namespace ValetKey.Azure.Operations;

internal sealed partial class BlobOperations
{
    [LoggerMessage(EventId = 300, EventName = "SourceLeft", Level = LogLevel.Warning,
        Message = "{Issuer}: what was copied is still there beside its copy, until a sweep finds it. {Reason}")]
    private static partial void LogSourceLeft(ILogger logger, string issuer, string reason);
}
