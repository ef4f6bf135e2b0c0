using Microsoft.Extensions.Logging;

namespace ValetKey.Issuing;

internal sealed partial class ValetKeyIssuer
{
    [LoggerMessage(EventId = 1, EventName = "Issued", Level = LogLevel.Debug,
        Message = "{Issuer} issued {KeyId}, {Form} for {Permissions} on {Scope} until {ExpiresAt:u}.")]
    private static partial void LogIssued(
        ILogger logger, string issuer, Guid keyId, KeyForm form, Permissions permissions, KeyScope scope, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 2, EventName = "NotIssued", Level = LogLevel.Information,
        Message = "{Issuer} issued no key for {Permissions} on {Scope}: {Reason}. {Reasoning}")]
    private static partial void LogNotIssued(
        ILogger logger, string issuer, Permissions permissions, KeyScope scope, ValetKeyErrorReason reason, string reasoning);
}
