namespace ValetKey;

/// <summary>Told of every issue, refusal and failure, before the key is handed out.</summary>
/// <remarks>
/// If it throws, no key leaves, unless <see cref="ValetKeyOptions.AuditFailure"/> says otherwise. Called concurrently.
/// </remarks>
public interface IKeyAuditSink
{
    /// <summary>Records one event.</summary>
    /// <param name="auditEvent">What happened. It holds no secret.</param>
    /// <param name="cancellationToken">The caller's; after a refusal or a failure it is <see cref="CancellationToken.None"/>, since those are recorded whatever the caller does.</param>
    ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken);
}
