using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>What CloudFront enforces.</summary>
/// <remarks>
/// The scheme is part of the resource, and a policy for <c>https://</c> does not match a request over http, so every key holds to https. CloudFront
/// cannot tell GET from HEAD: a key for reading gives the properties too, so <see cref="Permissions.Read"/> alone is honest, both together are, and
/// <see cref="Permissions.ReadProperties"/> alone is not.
/// </remarks>
internal static class CloudFrontCapabilities
{
    private const ResourceKinds Scopes = ResourceKinds.Object | ResourceKinds.Prefix | ResourceKinds.Container;
    private const ConstraintKinds Conditions = ConstraintKinds.ClientNetwork | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly;

    public static SignerCapabilities Instance { get; } = new(
        new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read, Conditions)),
        Tree(KeyForm.SignedQuery),
        Tree(KeyForm.SignedCookies));

    private static FormCapability Tree(KeyForm form) => new(
        form,
        new PermissionRule(Scopes, Permissions.Read, Conditions),
        new PermissionRule(Scopes, Permissions.ReadProperties, Conditions) { OnlyWith = Permissions.Read })
    {
        CombinesPermissions = true,
    };
}
