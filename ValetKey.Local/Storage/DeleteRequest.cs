namespace ValetKey.Local.Storage;

internal sealed record DeleteRequest(string Container, string Name)
{
    /// <summary>Judges the current object in the transaction that would delete it.</summary>
    public Func<ObjectInfo?, bool>? Precondition { get; init; }

    public SingleUse? SingleUse { get; init; }

    public DeleteOutcome? Check(ObjectInfo? current) => this switch
    {
        _ when current is null => DeleteOutcome.NotFound,
        { Precondition: { } isMet } when !isMet(current) => DeleteOutcome.PreconditionFailed,
        _ => null,
    };
}
