using ValetKey.Local.Storage;

namespace ValetKey.Local.Verification;

/// <summary>What a key says, once its signature has been found right.</summary>
internal sealed record VerifiedKey
{
    public required KeyForm Form { get; init; }

    public required KeyScope Scope { get; init; }

    public required Permissions Permissions { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required KeyConstraints Constraints { get; init; }

    /// <summary>The use to record, if there may be only one.</summary>
    public SingleUse? SingleUse { get; init; }
}
