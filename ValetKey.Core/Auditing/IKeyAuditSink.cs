namespace ValetKey;

/// <summary>Told of every issue, refusal and failure, before the key is handed out.</summary>
/// <remarks>
/// Each attempt has one outcome. Sinks are told in order, so one that recorded <see cref="KeyAuditOutcome.Issued"/> before a later one failed is told
/// <see cref="KeyAuditOutcome.Withheld"/> under the same <see cref="KeyAuditEvent.AttemptId"/>, and the later event counts. If a sink throws, no key
/// leaves, unless <see cref="ValetKeyOptions.AuditFailure"/> says otherwise. Called concurrently.
/// </remarks>
public interface IKeyAuditSink
{
    /// <summary>Records one event.</summary>
    /// <param name="auditEvent">What happened. It holds no secret.</param>
    /// <param name="cancellationToken">
    /// The caller's; where no key is handed out it is <see cref="CancellationToken.None"/>, since that is recorded whatever the caller does.
    /// </param>
    ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken);
}
