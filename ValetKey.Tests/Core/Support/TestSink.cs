namespace ValetKey.Tests.Core.Support;

/// <summary>Keeps what it is told in memory; <see cref="Fault"/> makes it fail.</summary>
internal sealed class TestSink(List<string>? order = null, string name = "sink") : IKeyAuditSink
{
    public List<KeyAuditEvent> Events { get; } = [];

    public List<CancellationToken> Tokens { get; } = [];

    public Func<Exception?> Fault { get; set; } = () => null;

    public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken)
    {
        Events.Add(auditEvent);
        Tokens.Add(cancellationToken);
        order?.Add($"{name}:{auditEvent.Outcome}");
        return Fault() is { } fault ? ValueTask.FromException(fault) : ValueTask.CompletedTask;
    }
}
