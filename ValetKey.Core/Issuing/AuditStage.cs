using Microsoft.Extensions.Logging;

namespace ValetKey.Issuing;

/// <summary>Tells the audit sinks, in order. A key that cannot be recorded is not handed out, unless the options say otherwise.</summary>
internal sealed partial class AuditStage(string issuerName, TimeProvider time, IKeyAuditSink[] sinks, ILogger logger)
{
    public bool IsEmpty => sinks.Length == 0;

    public async ValueTask RecordIssueAsync(
        IssuedKey key, KeyRequest request, AuditFailureBehavior onFailure, CancellationToken cancellationToken)
    {
        KeyAuditEvent auditEvent = new()
        {
            Outcome = KeyAuditOutcome.Issued,
            IssuerName = issuerName,
            At = time.GetUtcNow(),
            Scope = key.Scope,
            Permissions = key.Permissions,
            Subject = request.Subject,
            KeyId = key.Id,
            Form = key.Form,
            NotBefore = key.NotBefore,
            ExpiresAt = key.ExpiresAt,
            Constraints = key.Enforced,
        };
        foreach (IKeyAuditSink sink in sinks)
        {
            try
            {
                await sink.WriteAsync(auditEvent, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (!fault.IsGivingUp(cancellationToken))
            {
                if (onFailure != AuditFailureBehavior.LogAndContinue)
                {
                    throw new ValetKeyException(
                        ValetKeyErrorReason.ProviderFailure, $"The audit sink {sink.GetType().Name} failed, so the key is not handed out.", fault)
                    {
                        IsTransient = fault.IsTimeout(),
                    };
                }

                LogSinkFailed(logger, issuerName, sink.GetType().Name, fault);
            }
        }
    }

    public ValueTask RecordFaultAsync(KeyRequest request, ValetKeyException fault)
    {
        bool isRefusal = fault.Reason is ValetKeyErrorReason.InvalidRequest or ValetKeyErrorReason.Denied or ValetKeyErrorReason.Unsupported;
        return RecordAsync(EventOf(isRefusal ? KeyAuditOutcome.Refused : KeyAuditOutcome.Failed, request) with
        {
            Reason = fault.Reason,
            Message = fault.Message,
        });
    }

    public ValueTask RecordCancellationAsync(KeyRequest request) =>
        RecordAsync(EventOf(KeyAuditOutcome.Failed, request) with { Message = "The caller gave up." });

    private KeyAuditEvent EventOf(KeyAuditOutcome outcome, KeyRequest request) => new()
    {
        Outcome = outcome,
        IssuerName = issuerName,
        At = time.GetUtcNow(),
        Scope = request.Scope,
        Permissions = request.Permissions,
        Subject = request.Subject,
        Constraints = request.Constraints?.Kinds ?? ConstraintKinds.None,
    };

    /// <summary>For attempts that gave no key: a sink's failure must not hide the fault, so it is logged.</summary>
    private async ValueTask RecordAsync(KeyAuditEvent auditEvent)
    {
        foreach (IKeyAuditSink sink in sinks)
        {
            try
            {
                await sink.WriteAsync(auditEvent, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                LogSinkFailed(logger, issuerName, sink.GetType().Name, fault);
            }
        }
    }

    [LoggerMessage(EventId = 10, EventName = "AuditSinkFailed", Level = LogLevel.Error, Message = "{Issuer}: the audit sink {Sink} failed.")]
    private static partial void LogSinkFailed(ILogger logger, string issuer, string sink, Exception fault);
}
