using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// What the local store would enforce where the emulator does not, so that a refusal can name it. The tests hold this against the local store's own
/// declaration.
/// </summary>
internal static class LocalStandIn
{
    private const string Requirement = "AddLocalStorage (ValetKey.Local) in place of the emulator, for development";

    private const ConstraintKinds Received = ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly | ConstraintKinds.ClientAddressRange;

    private const ConstraintKinds Always = Received | ConstraintKinds.SingleUse;

    private const ConstraintKinds Put = Always | ConstraintKinds.LengthRange | ConstraintKinds.ChecksumMd5
        | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    private const ConstraintKinds Appended = Put | ConstraintKinds.ContentTypeFamily;

    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    /// <summary>The forms, which need that store.</summary>
    public static IReadOnlyList<FormCapability> Forms { get; } =
    [
        new(
            KeyForm.SignedUrl,
            [
                .. Rules(ResourceKinds.Object),
                new(ResourceKinds.Part, Permissions.Write, Put),
                new(ResourceKinds.Queue, Permissions.Send | Permissions.Peek, Always),
            ]) { Requirement = Requirement },
        new(
            KeyForm.SignedQuery,
            [
                .. Rules(ResourceKinds.Object | Trees),
                new(ResourceKinds.Queue, Permissions.Send | Permissions.Peek | Permissions.Update, Always),
                new(ResourceKinds.Queue, Permissions.Receive, Received),
            ]) { Requirement = Requirement, CombinesPermissions = true },
    ];

    private static List<PermissionRule> Rules(ResourceKinds objects) =>
    [
        new(objects, Permissions.Read | Permissions.ReadProperties, Always | ConstraintKinds.Response),
        new(objects, Permissions.Create | Permissions.Write, Appended | ConstraintKinds.Metadata),
        new(objects, Permissions.Append, Appended),
        new(objects, Permissions.Delete, Always),
        new(Trees, Permissions.List, Always),
    ];
}
