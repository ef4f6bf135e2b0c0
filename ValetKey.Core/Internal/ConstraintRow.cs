namespace ValetKey.Internal;

/// <summary>All that the rules know of one constraint: a property of <see cref="KeyConstraints"/>.</summary>
/// <param name="Name">The property.</param>
/// <param name="Kinds">The kinds that it can be of.</param>
internal sealed record ConstraintRow(string Name, ConstraintKinds Kinds)
{
    /// <summary>The kind that includes the others: a service that enforces a range of lengths also enforces an exact one.</summary>
    public ConstraintKinds Widest { get; init; }

    /// <summary>The permissions that can use it.</summary>
    public Permissions UsedBy { get; init; } = PermissionSets.Every;

    /// <summary>Whether a constraint that is set (first) opens all that its successor (second) does, which may not be set.</summary>
    public required Func<KeyConstraints, KeyConstraints, bool> Covers { get; init; }

    /// <summary>Throws for a value that is not valid by itself, at this time. Asked where one is set.</summary>
    public Action<KeyConstraints, DateTimeOffset>? Check { get; init; }
}
