using ValetKey.Local.Storage.Digests;
using ValetKey.Local.Storage.Parts;

namespace ValetKey.Local.Storage;

internal sealed record PutRequest
{
    public required string Container { get; init; }

    public required string Name { get; init; }

    public required PutMode Mode { get; init; }

    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>Shortest body that is accepted. Like the other limits it concerns the body, not what it is appended to.</summary>
    public long MinimumLength { get; init; }

    public long MaximumLength { get; init; } = long.MaxValue;

    /// <summary>Digests that the body must have.</summary>
    public IReadOnlyList<Digest> Expected { get; init; } = [];

    /// <summary>
    /// Judges the current object (null: there is none) in the transaction that would replace it, and before
    /// the body is read, to save reading it in vain.
    /// </summary>
    public Func<ObjectInfo?, bool>? Precondition { get; init; }

    public SingleUse? SingleUse { get; init; }

    /// <summary>Which part the body is, of an upload that is under way; the mode and the precondition then wait for its completion.</summary>
    public PartTarget? Part { get; init; }

    public DigestKinds Digests => Expected.Aggregate(DigestKinds.None, static (kinds, digest) => kinds | digest.Kind);

    public PutOutcome? Check(ObjectInfo? current) => this switch
    {
        { Mode: PutMode.CreateOnly } when current is not null => PutOutcome.AlreadyExists,
        { Precondition: { } isMet } when !isMet(current) => PutOutcome.PreconditionFailed,
        _ => null,
    };
}
