using Microsoft.Extensions.Logging;

namespace ValetKey.Auditing;

/// <summary>Writes the audit to the log, category <c>ValetKey.Audit</c>. Added by <c>AddAuditLog()</c>.</summary>
internal sealed partial class LoggingAuditSink(ILoggerFactory loggers) : IKeyAuditSink
{
    private readonly ILogger _logger = loggers.CreateLogger("ValetKey.Audit");

    public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken)
    {
        if (auditEvent.Outcome == KeyAuditOutcome.Issued)
        {
            LogIssued(_logger, auditEvent.IssuerName, auditEvent.KeyId, auditEvent.Form, auditEvent.Permissions, auditEvent.Scope,
                auditEvent.ExpiresAt, auditEvent.Constraints, auditEvent.Subject);
        }
        else
        {
            LogNotIssued(_logger, auditEvent.IssuerName, auditEvent.Outcome, auditEvent.Permissions, auditEvent.Scope,
                auditEvent.Subject, auditEvent.Reason, auditEvent.Message);
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = 30, EventName = "KeyIssued", Level = LogLevel.Information,
        Message = "{Issuer} issued {KeyId}: {Form} for {Permissions} on {Scope} until {ExpiresAt:u}, enforced: {Constraints}, subject {Subject}.")]
    private static partial void LogIssued(ILogger logger, string issuer, Guid? keyId, KeyForm? form, Permissions permissions, KeyScope scope,
        DateTimeOffset? expiresAt, ConstraintKinds constraints, string? subject);

    [LoggerMessage(EventId = 31, EventName = "KeyNotIssued", Level = LogLevel.Warning,
        Message = "{Issuer} {Outcome} {Permissions} on {Scope}, subject {Subject}: {Reason}. {Reasoning}")]
    private static partial void LogNotIssued(ILogger logger, string issuer, KeyAuditOutcome outcome, Permissions permissions, KeyScope scope,
        string? subject, ValetKeyErrorReason? reason, string? reasoning);
}
