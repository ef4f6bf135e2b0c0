using ValetKey.Providers;

namespace ValetKey.Tests.Core.Support;

/// <summary>Capabilities to test with, written out here so that no test depends on the sets inside the library.</summary>
internal static class TestCapabilities
{
    public const ResourceKinds AllResources =
        ResourceKinds.Object | ResourceKinds.ObjectVersion | ResourceKinds.Prefix | ResourceKinds.Container | ResourceKinds.Queue;

    public const Permissions AllPermissions = (Permissions)0b111_1111_1111;

    public const ConstraintKinds AllConstraints = (ConstraintKinds)0b111_1111_1111_1111;

    /// <summary>One form that can do everything.</summary>
    public static SignerCapabilities Everything(KeyForm form = KeyForm.SignedUrl) => new(
        new FormCapability(form, new PermissionRule(AllResources, AllPermissions, AllConstraints)) { CombinesPermissions = true });

    /// <summary>Every form, and each can do everything.</summary>
    public static SignerCapabilities EveryForm() => new([.. Enum.GetValues<KeyForm>().Select(form => Everything(form).Forms[0])]);

    /// <summary>A service much like S3: URLs for one permission, forms for uploads, credentials behind a setting.</summary>
    public static SignerCapabilities LikeS3(string? requirement = "RoleArn") => new(
        new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, Permissions.Read | Permissions.Delete, ConstraintKinds.Response),
            new PermissionRule(
                ResourceKinds.Object, Permissions.Create | Permissions.Write, ConstraintKinds.ContentType | ConstraintKinds.ExactLength))
        {
            MaximumLifetime = TimeSpan.FromDays(7),
        },
        new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(
                ResourceKinds.Object | ResourceKinds.Prefix, Permissions.Write, ConstraintKinds.ContentTypeFamily | ConstraintKinds.LengthRange)),
        new FormCapability(
            KeyForm.TemporaryCredentials,
            new PermissionRule(
                ResourceKinds.Object | ResourceKinds.Prefix | ResourceKinds.Container,
                Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List,
                ConstraintKinds.ClientNetwork | ConstraintKinds.HttpsOnly | ConstraintKinds.NotBefore))
        {
            CombinesPermissions = true,
            MaximumLifetime = TimeSpan.FromHours(12),
            Requirement = requirement,
        });
}
