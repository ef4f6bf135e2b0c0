using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>What the local service enforces: everything, in three forms. Versions are not kept.</summary>
internal static class LocalCapabilities
{
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private const ConstraintKinds OnReceive = ConstraintKinds.ClientAddressRange | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly;

    private const ConstraintKinds OnAny = OnReceive | ConstraintKinds.SingleUse;

    private const ConstraintKinds OnBytes =
        OnAny | ConstraintKinds.LengthRange | ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256
        | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    private const ConstraintKinds OnContent = OnBytes | ConstraintKinds.ContentTypeFamily;

    public static SignerCapabilities Instance { get; } = new(
        new FormCapability(
            KeyForm.SignedUrl,
            [
                .. Rules(ResourceKinds.Object),
                new(ResourceKinds.Part, Permissions.Write, OnBytes),
                new(ResourceKinds.Queue, Permissions.Send | Permissions.Peek, OnAny),
            ]),
        new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(ResourceKinds.Object | Trees, Permissions.Create | Permissions.Write, OnContent | ConstraintKinds.Metadata)),
        new FormCapability(
            KeyForm.SignedQuery,
            [
                .. Rules(ResourceKinds.Object | Trees),
                new(ResourceKinds.Queue, Permissions.Send | Permissions.Peek | Permissions.Update, OnAny),

                // To delete what was received is a second use of the key, so none is for one use.
                new(ResourceKinds.Queue, Permissions.Receive, OnReceive),
            ])
        { CombinesPermissions = true });

    private static PermissionRule[] Rules(ResourceKinds resources) =>
    [
        new(resources, Permissions.Read | Permissions.ReadProperties, OnAny | ConstraintKinds.Response),
        new(resources, Permissions.Create | Permissions.Write, OnContent | ConstraintKinds.Metadata),
        new(resources, Permissions.Append, OnContent),
        new(resources, Permissions.Delete, OnAny),
        new(Trees, Permissions.List, OnAny),
    ];
}
