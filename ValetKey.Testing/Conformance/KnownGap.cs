using System.IO.Enumeration;

namespace ValetKey.Testing;

/// <summary>
/// Something that the service behind a <see cref="SignerHarness"/> lets through or cannot show, although the suite asks for it, with what proves it
/// instead. Each is counted and printed; one that never occurs in a whole run is a failure, so the list stays true.
/// </summary>
public sealed record KnownGap
{
    /// <summary>
    /// What the suite tried, by the name that its failures print, such as <c>method HEAD</c> or <c>header x-amz-acl added</c>; <c>*</c> stands for
    /// any text. <see cref="Works"/> says that the proper use itself cannot be shown. A case about the application's own operations is named in full,
    /// <c>operations: …</c>, and then has to fail.
    /// </summary>
    public required string Probe { get; init; }

    /// <summary>The forms that it is about; empty means any.</summary>
    public IReadOnlyList<KeyForm> Forms { get; init; } = [];

    /// <summary>The permissions that it is about.</summary>
    /// <value>Default: none, which means any.</value>
    public Permissions Permissions { get; init; }

    /// <summary>The kinds of resource that it is about.</summary>
    /// <value>Default: none, which means any.</value>
    public ResourceKinds Resources { get; init; }

    /// <summary>The constraints that it is about.</summary>
    /// <value>Default: none, which means any, and none at all.</value>
    public ConstraintKinds Constraints { get; init; }

    /// <summary>Why it is so.</summary>
    public required string Reason { get; init; }

    /// <summary>What proves the cell instead; <see cref="ConformanceProofKind.Documents"/> where nothing does.</summary>
    public required ConformanceProof ProvenBy { get; init; }

    /// <summary>The <see cref="Probe"/> of a proper use.</summary>
    public const string Works = "works";

    /// <summary>The <see cref="Probe"/> where the harness has no service of this kind at all, such as queues.</summary>
    public const string NoService = "no service";

    internal bool Covers(Cell cell, string probe) =>
        (Forms.Count == 0 || Forms.Contains(cell.Form))
        && (Permissions == Permissions.None || (Permissions & cell.Permission) != 0)
        && (Resources == ResourceKinds.None || (Resources & cell.Resource) != 0)
        && (Constraints == ConstraintKinds.None || (Constraints & cell.Constraint) != 0)
        && FileSystemName.MatchesSimpleExpression(Probe, probe, ignoreCase: false);
}
