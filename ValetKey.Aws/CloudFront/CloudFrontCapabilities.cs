using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>What CloudFront enforces.</summary>
/// <remarks>
/// The scheme is part of the resource, and a policy for <c>https://</c> does not match a request over http, so every key holds to https. CloudFront cannot
/// tell GET from HEAD: a key for reading gives the properties too, so <see cref="Permissions.Read"/> alone is honest, both together are, and
/// <see cref="Permissions.ReadProperties"/> alone is refused when it comes to signing, which a table of single permissions cannot say.
/// </remarks>
internal static class CloudFrontCapabilities
{
    public const Permissions Download = Permissions.Read | Permissions.ReadProperties;

    private const ResourceKinds Scopes = ResourceKinds.Object | ResourceKinds.Prefix | ResourceKinds.Container;
    private const ConstraintKinds Conditions = ConstraintKinds.ClientNetwork | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly;

    public static SignerCapabilities Instance { get; } = new(
        new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read, Conditions)),
        new FormCapability(KeyForm.SignedQuery, new PermissionRule(Scopes, Download, Conditions)) { CombinesPermissions = true },
        new FormCapability(KeyForm.SignedCookies, new PermissionRule(Scopes, Download, Conditions)) { CombinesPermissions = true });
}
