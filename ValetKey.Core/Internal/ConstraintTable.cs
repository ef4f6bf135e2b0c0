namespace ValetKey.Internal;

/// <summary>
/// Every constraint with its rules. A new kind is a flag in <see cref="ConstraintKinds"/>, a property of <see cref="KeyConstraints"/>, and a row
/// here.
/// </summary>
internal static class ConstraintTable
{
    public static readonly ConstraintRow[] Rows =
    [
        new(nameof(KeyConstraints.ContentType), ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily)
        {
            Widest = ConstraintKinds.ContentTypeFamily,
            UsedBy = PermissionSets.Upload,
            KindOf = c => c.ContentType is null ? ConstraintKinds.None
                : c.IsContentTypeFamily ? ConstraintKinds.ContentTypeFamily
                : ConstraintKinds.ContentType,
            Covers = (original, narrowed) => original.ContentType == narrowed.ContentType
                || (original.IsContentTypeFamily
                    && narrowed.ContentType?.StartsWith(original.ContentType![..^1], StringComparison.OrdinalIgnoreCase) == true),
            Check = (c, _) => ConstraintRules.CheckContentType(c),
        },
        new(nameof(KeyConstraints.ContentLength), ConstraintKinds.ExactLength | ConstraintKinds.LengthRange)
        {
            Widest = ConstraintKinds.LengthRange,
            UsedBy = PermissionSets.Upload,
            KindOf = c => c.ContentLength is not { } length ? ConstraintKinds.None
                : length.IsExact ? ConstraintKinds.ExactLength
                : ConstraintKinds.LengthRange,
            Covers = (original, narrowed) => narrowed.ContentLength is { } inner && original.ContentLength!.Value.Contains(inner),
        },
        new(
            nameof(KeyConstraints.Checksum),
            ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme)
        {
            UsedBy = PermissionSets.Upload,
            KindOf = c => c.Checksum?.Kind ?? ConstraintKinds.None,
            Covers = (original, narrowed) => original.Checksum!.Equals(narrowed.Checksum),
        },
        new(nameof(KeyConstraints.Metadata), ConstraintKinds.Metadata)
        {
            UsedBy = PermissionSets.Storing,
            KindOf = c => c.Metadata is { Count: > 0 } ? ConstraintKinds.Metadata : ConstraintKinds.None,
            Covers = (original, narrowed) => KeyConstraints.SameMetadata(original.Metadata, narrowed.Metadata),
            Check = (c, _) => ConstraintRules.CheckMetadata(c.Metadata),
        },
        new(nameof(KeyConstraints.Response), ConstraintKinds.Response)
        {
            UsedBy = PermissionSets.Download,
            KindOf = c => c.Response is null ? ConstraintKinds.None : ConstraintKinds.Response,
            Covers = (original, narrowed) => original.Response == narrowed.Response,
            Check = (c, _) => ConstraintRules.CheckResponse(c.Response),
        },
        new(nameof(KeyConstraints.ClientNetwork), ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange)
        {
            Widest = ConstraintKinds.ClientAddressRange,
            KindOf = c => c.ClientNetwork is null ? ConstraintKinds.None
                : c.ClientNetwork.TryGetNetwork(out _) ? ConstraintKinds.ClientNetwork
                : ConstraintKinds.ClientAddressRange,
            Covers = (original, narrowed) => narrowed.ClientNetwork is { } inner && original.ClientNetwork!.Contains(inner),
        },
        new(nameof(KeyConstraints.NotBefore), ConstraintKinds.NotBefore)
        {
            KindOf = c => c.NotBefore is null ? ConstraintKinds.None : ConstraintKinds.NotBefore,
            Covers = (original, narrowed) => narrowed.NotBefore >= original.NotBefore,
            Check = (c, now) => ConstraintRules.CheckStart(c.NotBefore, now),
        },
        new(nameof(KeyConstraints.HttpsOnly), ConstraintKinds.HttpsOnly)
        {
            KindOf = c => c.HttpsOnly ? ConstraintKinds.HttpsOnly : ConstraintKinds.None,
            Covers = (_, narrowed) => narrowed.HttpsOnly,
        },
        new(nameof(KeyConstraints.SingleUse), ConstraintKinds.SingleUse)
        {
            KindOf = c => c.SingleUse ? ConstraintKinds.SingleUse : ConstraintKinds.None,
            Covers = (_, narrowed) => narrowed.SingleUse,
        },
    ];

    /// <summary>The kinds that are set.</summary>
    public static ConstraintKinds KindsOf(KeyConstraints constraints)
    {
        ConstraintKinds kinds = ConstraintKinds.None;
        foreach (ConstraintRow row in Rows)
        {
            kinds |= row.KindOf(constraints);
        }

        return kinds;
    }

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
}
