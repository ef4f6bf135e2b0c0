using System.Collections.ObjectModel;

namespace ValetKey.Samples.Quickstart.Story;

internal static class ConstraintsExtensions
{
    /// <summary>The same constraints but for some kinds: a decision that an application takes in the open, never the library for it.</summary>
    public static KeyConstraints Without(this KeyConstraints constraints, ConstraintKinds kinds) => constraints with
    {
        ContentType = kinds.HasAny(ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily) ? null : constraints.ContentType,
        ContentLength = kinds.HasAny(ConstraintKinds.ExactLength | ConstraintKinds.LengthRange) ? null : constraints.ContentLength,
        Checksum = kinds.HasAny(constraints.Checksum?.Kind ?? ConstraintKinds.None) ? null : constraints.Checksum,
        Metadata = kinds.HasAny(ConstraintKinds.Metadata) ? ReadOnlyDictionary<string, string>.Empty : constraints.Metadata,
        SingleUse = constraints.SingleUse && !kinds.HasAny(ConstraintKinds.SingleUse),
    };

    private static bool HasAny(this ConstraintKinds kinds, ConstraintKinds any) => (kinds & any) != ConstraintKinds.None;
}
