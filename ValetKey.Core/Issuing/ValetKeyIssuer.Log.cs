using Microsoft.Extensions.Logging;
using ValetKey.Internal;

namespace ValetKey.Issuing;

internal sealed partial class ValetKeyIssuer
{
    private void LogIssued(IssuedKey key)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            string scope = LogText.Harmless(key.Scope.ToString());
            LogIssued(_logger, Name, key.Id, key.Form, key.Permissions, scope, key.ExpiresAt);
        }
    }

    private void LogNotIssued(ValetKeyException fault)
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            string? scope = LogText.Harmless(fault.Scope?.ToString());
            LogNotIssued(_logger, Name, fault.AttemptId, fault.Permissions, scope, fault.Reason, fault.Message);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "Issued", Level = LogLevel.Debug,
        Message = "{Issuer} issued {AttemptId}, {Form} for {Permissions} on {Scope} until {ExpiresAt:u}.")]
    private static partial void LogIssued(
        ILogger logger, string issuer, Guid attemptId, KeyForm form, Permissions permissions, string scope, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 2, EventName = "NotIssued", Level = LogLevel.Information,
        Message = "{Issuer} issued no key for {Permissions} on {Scope} in {AttemptId}: {Reason}. {Reasoning}")]
    private static partial void LogNotIssued(
        ILogger logger, string issuer, Guid? attemptId, Permissions permissions, string? scope, ValetKeyErrorReason reason, string reasoning);
}
