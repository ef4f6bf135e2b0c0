using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>What the local service enforces: everything, in three forms. Queues are not served yet, and versions are not kept.</summary>
internal static class LocalCapabilities
{
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private const Permissions OnObjects =
        Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Write | Permissions.Append | Permissions.Delete;

    private const ConstraintKinds Every =
        ConstraintKinds.ContentTypeFamily | ConstraintKinds.LengthRange | ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256
        | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme | ConstraintKinds.ClientAddressRange | ConstraintKinds.NotBefore
        | ConstraintKinds.Response | ConstraintKinds.Metadata | ConstraintKinds.HttpsOnly | ConstraintKinds.SingleUse;

    public static SignerCapabilities Instance { get; } = new(
        new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, OnObjects, Every),
            new PermissionRule(Trees, Permissions.List, Every)),
        new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(ResourceKinds.Object | Trees, Permissions.Create | Permissions.Write, Every)),
        new FormCapability(
            KeyForm.SignedQuery,
            new PermissionRule(ResourceKinds.Object | Trees, OnObjects, Every),
            new PermissionRule(Trees, Permissions.List, Every))
        {
            CombinesPermissions = true,
        });
}
