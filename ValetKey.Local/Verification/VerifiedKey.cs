using ValetKey.Local.Storage;

namespace ValetKey.Local.Verification;

/// <summary>What a key says, once its signature has been found right.</summary>
internal sealed record VerifiedKey
{
    /// <summary>Tells this key from every other, and opens nothing: the beginning of a digest of the signature, which alone all keys have.</summary>
    public required UInt128 Id { get; init; }

    public required KeyForm Form { get; init; }

    public required KeyScope Scope { get; init; }

    public required Permissions Permissions { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required KeyConstraints Constraints { get; init; }

    /// <summary>The use to record, if there may be only one.</summary>
    public SingleUse? SingleUse { get; init; }
}
