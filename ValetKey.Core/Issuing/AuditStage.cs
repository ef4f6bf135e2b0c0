using Microsoft.Extensions.Logging;
using ValetKey.Internal;

namespace ValetKey.Issuing;

/// <summary>Tells the audit sinks, in order. A key that cannot be recorded is not handed out, unless the options say otherwise.</summary>
internal sealed partial class AuditStage(IKeyAuditSink[] sinks, ILogger logger)
{
    /// <summary>Before a key is handed out.</summary>
    public ValueTask RecordIssueAsync(in IssueAttempt attempt, KeyRequest granted, IssuedKey key, CancellationToken cancellationToken) =>
        sinks.Length == 0
            ? ValueTask.CompletedTask
            : TellAsync(
                EventOf(attempt, granted, key, KeyAuditOutcome.Issued, null, null),
                attempt.Options.AuditFailure != AuditFailureBehavior.LogAndContinue,
                cancellationToken);

    /// <summary>Where none is handed out. A sink's failure must not hide the fault, so it is logged.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="granted">The request as the policies left it.</param>
    /// <param name="key">A key that was signed, and is kept back.</param>
    /// <param name="fault">Why; null where the caller gave up.</param>
    public ValueTask RecordFaultAsync(in IssueAttempt attempt, KeyRequest granted, IssuedKey? key, ValetKeyException? fault)
    {
        if (sinks.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        KeyAuditOutcome outcome = key is not null ? KeyAuditOutcome.Withheld
            : fault is { IsRefusal: true } ? KeyAuditOutcome.Refused
            : KeyAuditOutcome.Failed;
        KeyAuditEvent auditEvent = EventOf(attempt, granted, key, outcome, fault?.Reason, fault?.Message ?? "The caller gave up.");
        return TellAsync(auditEvent, mustSucceed: false, CancellationToken.None);
    }

    private static KeyAuditEvent EventOf(
        in IssueAttempt attempt, KeyRequest granted, IssuedKey? key, KeyAuditOutcome outcome, ValetKeyErrorReason? reason, string? message)
    {
        KeyRequest request = key is null ? attempt.Request : granted;
        return new KeyAuditEvent
        {
            AttemptId = attempt.Id,
            Outcome = outcome,
            IssuerName = attempt.IssuerName,
            At = attempt.At,
            Scope = request.Scope,
            Permissions = request.Permissions,
            Subject = LogText.Harmless(request.Subject),
            Form = key?.Form,
            NotBefore = key?.NotBefore,
            ExpiresAt = key?.ExpiresAt,
            Constraints = request.Constraints?.Kinds ?? ConstraintKinds.None,
            Reason = reason,
            Message = message,
        };
    }

    private async ValueTask TellAsync(KeyAuditEvent auditEvent, bool mustSucceed, CancellationToken cancellationToken)
    {
        foreach (IKeyAuditSink sink in sinks)
        {
            try
            {
                await sink.WriteAsync(auditEvent, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (!fault.IsGivingUp(cancellationToken))
            {
                if (mustSucceed)
                {
                    throw Faults.Failure($"The audit sink {sink.GetType().Name} failed, so the key is not handed out.", fault);
                }

                LogSinkFailed(logger, auditEvent.IssuerName, sink.GetType().Name, fault);
            }
        }
    }

    [LoggerMessage(EventId = 10, EventName = "AuditSinkFailed", Level = LogLevel.Error, Message = "{Issuer}: the audit sink {Sink} failed.")]
    private static partial void LogSinkFailed(ILogger logger, string issuer, string sink, Exception fault);
}
