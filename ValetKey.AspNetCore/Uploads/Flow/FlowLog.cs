using Microsoft.Extensions.Logging;

namespace ValetKey.AspNetCore.Flow;

/// <summary>What is logged of uploads. Ids are told; tickets, keys and names are not.</summary>
internal static partial class FlowLog
{
    [LoggerMessage(EventId = 80, EventName = "UploadNotReleased", Level = LogLevel.Warning,
        Message = "{Uploads}: the upload {Id} could not be given back in the ledger; it will be taken up when the claim has run out.")]
    public static partial void NotReleased(ILogger logger, Exception fault, string uploads, string id);

    [LoggerMessage(EventId = 81, EventName = "UploadSettled", Level = LogLevel.Information, Message = "{Uploads}: the upload {Id} is {State}.")]
    public static partial void Settled(ILogger logger, string uploads, string id, UploadState state);

    [LoggerMessage(EventId = 82, EventName = "UploadFailed", Level = LogLevel.Error,
        Message = "{Uploads}: the upload {Id} could not be settled, and will be tried again.")]
    public static partial void Failed(ILogger logger, Exception fault, string uploads, string id);

    [LoggerMessage(EventId = 83, EventName = "UploadSweepFailed", Level = LogLevel.Error, Message = "{Uploads}: a sweep broke off.")]
    public static partial void SweepFailed(ILogger logger, Exception fault, string uploads);

    [LoggerMessage(EventId = 84, EventName = "UploadOrphansDeleted", Level = LogLevel.Information,
        Message = "{Uploads}: {Count} staged objects that no upload names were deleted.")]
    public static partial void OrphansDeleted(ILogger logger, string uploads, int count);
}
