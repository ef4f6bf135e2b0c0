namespace ValetKey.Internal;

/// <summary>
/// Every constraint with its rules. A new kind is a flag in <see cref="ConstraintKinds"/>, a property of <see cref="KeyConstraints"/>, a row here and
/// its part of <see cref="KindsOf"/>.
/// </summary>
internal static class ConstraintTable
{
    public static readonly ConstraintRow[] Rows =
    [
        new(nameof(KeyConstraints.ContentType), ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily)
        {
            Widest = ConstraintKinds.ContentTypeFamily,
            UsedBy = PermissionSets.Upload,
            Covers = (original, narrowed) => original.ContentType == narrowed.ContentType
                || (original.IsContentTypeFamily
                    && narrowed.ContentType?.StartsWith(original.ContentType![..^1], StringComparison.OrdinalIgnoreCase) == true),
            Check = (c, _) => ConstraintRules.CheckContentType(c),
        },
        new(nameof(KeyConstraints.ContentLength), ConstraintKinds.ExactLength | ConstraintKinds.LengthRange)
        {
            Widest = ConstraintKinds.LengthRange,
            UsedBy = PermissionSets.Upload,
            Covers = (original, narrowed) => narrowed.ContentLength is { } inner && original.ContentLength!.Value.Contains(inner),
        },
        new(
            nameof(KeyConstraints.Checksum),
            ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme)
        {
            UsedBy = PermissionSets.Upload,
            Covers = (original, narrowed) => original.Checksum!.Equals(narrowed.Checksum),
        },
        new(nameof(KeyConstraints.Metadata), ConstraintKinds.Metadata)
        {
            UsedBy = PermissionSets.Storing,
            Covers = (original, narrowed) => KeyConstraints.SameMetadata(original.Metadata, narrowed.Metadata),
            Check = (c, _) => ConstraintRules.CheckMetadata(c.Metadata),
        },
        new(nameof(KeyConstraints.Response), ConstraintKinds.Response)
        {
            UsedBy = PermissionSets.Download,
            Covers = (original, narrowed) => original.Response == narrowed.Response,
            Check = (c, _) => ConstraintRules.CheckResponse(c.Response!),
        },
        new(nameof(KeyConstraints.ClientNetwork), ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange)
        {
            Widest = ConstraintKinds.ClientAddressRange,
            Covers = (original, narrowed) => narrowed.ClientNetwork is { } inner && original.ClientNetwork!.Contains(inner),
        },
        new(nameof(KeyConstraints.NotBefore), ConstraintKinds.NotBefore)
        {
            Covers = (original, narrowed) => narrowed.NotBefore >= original.NotBefore,
            Check = (c, now) => ConstraintRules.CheckStart(c.NotBefore!.Value, now),
        },
        new(nameof(KeyConstraints.HttpsOnly), ConstraintKinds.HttpsOnly)
        {
            Covers = (_, narrowed) => narrowed.HttpsOnly,
        },
        new(nameof(KeyConstraints.SingleUse), ConstraintKinds.SingleUse)
        {
            Covers = (_, narrowed) => narrowed.SingleUse,
        },
    ];

    /// <summary>The kinds that are set. Asked for several times per key, so it is no loop over the rows.</summary>
    public static ConstraintKinds KindsOf(KeyConstraints constraints) =>
        TypeOf(constraints)
        | LengthOf(constraints.ContentLength)
        | (constraints.Checksum?.Kind ?? ConstraintKinds.None)
        | If(constraints.Metadata is { Count: > 0 }, ConstraintKinds.Metadata)
        | If(constraints.Response is not null, ConstraintKinds.Response)
        | NetworkOf(constraints.ClientNetwork)
        | If(constraints.NotBefore is not null, ConstraintKinds.NotBefore)
        | If(constraints.HttpsOnly, ConstraintKinds.HttpsOnly)
        | If(constraints.SingleUse, ConstraintKinds.SingleUse);

    /// <summary>The kinds that at least one of these permissions can use.</summary>
    public static ConstraintKinds KindsUsedBy(Permissions permissions)
    {
        ConstraintKinds used = ConstraintKinds.None;
        foreach (ConstraintRow row in Rows)
        {
            used |= (row.UsedBy & permissions) != 0 ? row.Kinds : ConstraintKinds.None;
        }

        return used;
    }

    /// <summary>These kinds, and those that whoever enforces them enforces too.</summary>
    public static ConstraintKinds WithImplied(this ConstraintKinds enforced)
    {
        foreach (ConstraintRow row in Rows)
        {
            enforced |= (enforced & row.Widest) != 0 ? row.Kinds : ConstraintKinds.None;
        }

        return enforced;
    }

    private static ConstraintKinds TypeOf(KeyConstraints constraints) =>
        constraints.ContentType is null ? ConstraintKinds.None
        : constraints.IsContentTypeFamily ? ConstraintKinds.ContentTypeFamily
        : ConstraintKinds.ContentType;

    private static ConstraintKinds LengthOf(LengthRange? length) =>
        length is not { } range ? ConstraintKinds.None
        : range.IsExact ? ConstraintKinds.ExactLength
        : ConstraintKinds.LengthRange;

    private static ConstraintKinds NetworkOf(ClientNetwork? network) =>
        network is null ? ConstraintKinds.None
        : network.IsNetwork ? ConstraintKinds.ClientNetwork
        : ConstraintKinds.ClientAddressRange;

    private static ConstraintKinds If(bool isSet, ConstraintKinds kind) => isSet ? kind : ConstraintKinds.None;
}
