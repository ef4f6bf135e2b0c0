using ValetKey.Providers;

namespace ValetKey.Gcp.CloudCdn;

/// <summary>What Cloud CDN enforces.</summary>
/// <remarks>
/// A signature says what is opened and until when, and nothing else. Cloud CDN cannot tell GET from HEAD: a key for reading gives the properties too,
/// so <see cref="Permissions.Read"/> alone is honest, both together are, and <see cref="Permissions.ReadProperties"/> alone is not. Cookies hold a
/// prefix, and an object's URL as a prefix would open its neighbours with longer names; so they open no single object. That the scheme is part of
/// what is signed does not make a key refuse http: the documentation does not promise it.
/// </remarks>
internal static class CloudCdnCapabilities
{
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    public static SignerCapabilities Instance { get; } = new(
        new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read)),
        Combined(KeyForm.SignedQuery, ResourceKinds.Object | Trees),
        Combined(KeyForm.SignedCookies, Trees));

    private static FormCapability Combined(KeyForm form, ResourceKinds scopes) => new(
        form,
        new PermissionRule(scopes, Permissions.Read),
        new PermissionRule(scopes, Permissions.ReadProperties) { OnlyWith = Permissions.Read })
    {
        CombinesPermissions = true,
    };
}
