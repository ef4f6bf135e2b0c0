using Microsoft.Extensions.Logging;
using ValetKey.Internal;

namespace ValetKey.Auditing;

/// <summary>Writes the audit to the log, category <c>ValetKey.Audit</c>. Added by <c>AddAuditLog()</c>.</summary>
internal sealed partial class LoggingAuditSink(ILoggerFactory loggers) : IKeyAuditSink
{
    private readonly ILogger _logger = loggers.CreateLogger("ValetKey.Audit");

    public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken)
    {
        string scope = LogText.Harmless(auditEvent.Scope.ToString());
        if (auditEvent.Outcome == KeyAuditOutcome.Issued)
        {
            LogIssued(_logger, auditEvent.IssuerName, auditEvent.AttemptId, auditEvent.Form, auditEvent.Permissions, scope,
                auditEvent.ExpiresAt, auditEvent.Constraints, auditEvent.Subject);
        }
        else
        {
            LogNotIssued(_logger, auditEvent.IssuerName, auditEvent.Outcome, auditEvent.AttemptId, auditEvent.Permissions, scope, auditEvent.Subject,
                auditEvent.Reason, auditEvent.Message);
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = 30, EventName = "KeyIssued", Level = LogLevel.Information,
        Message = "{Issuer} issued {AttemptId}: {Form} for {Permissions} on {Scope} until {ExpiresAt:u}, enforced: {Constraints}, "
            + "subject {Subject}.")]
    private static partial void LogIssued(
        ILogger logger, string issuer, Guid attemptId, KeyForm? form, Permissions permissions, string scope,
        DateTimeOffset? expiresAt, ConstraintKinds constraints, string? subject);

    [LoggerMessage(EventId = 31, EventName = "KeyNotIssued", Level = LogLevel.Warning,
        Message = "{Issuer} {Outcome} {AttemptId}: {Permissions} on {Scope}, subject {Subject}: {Reason}. {Reasoning}")]
    private static partial void LogNotIssued(
        ILogger logger, string issuer, KeyAuditOutcome outcome, Guid attemptId, Permissions permissions, string scope,
        string? subject, ValetKeyErrorReason? reason, string? reasoning);
}
