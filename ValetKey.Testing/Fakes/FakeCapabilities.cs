using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>Every form, permission and constraint: one request as a URL, all else as a query, and further forms for those who ask for them.</summary>
internal static class FakeCapabilities
{
    private const ResourceKinds Objects = ResourceKinds.Object | ResourceKinds.ObjectVersion;
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private static readonly ConstraintKinds Every = Enum.GetValues<ConstraintKinds>().Aggregate((all, kind) => all | kind);

    private static readonly PermissionRule[] Anything =
    [
        new(Objects, PermissionSets.OnObjects, Every),
        new(Trees, PermissionSets.OnContainers, Every),
        new(ResourceKinds.Part, Permissions.Write, Every),
        new(ResourceKinds.Queue, PermissionSets.OnQueues, Every),
    ];

    public static SignerCapabilities Everything { get; } = new(
        new FormCapability(
            KeyForm.SignedUrl, new PermissionRule(Objects, PermissionSets.OnObjects, Every), new PermissionRule(Trees, Permissions.List, Every),
            new PermissionRule(ResourceKinds.Part, Permissions.Write, Every)),
        Combined(KeyForm.SignedQuery, Anything),
        new FormCapability(KeyForm.SignedForm, new PermissionRule(ResourceKinds.Object | Trees, PermissionSets.Storing, Every)),
        Combined(KeyForm.SignedCookies, new PermissionRule(Objects | Trees, PermissionSets.Download, Every)),
        Combined(KeyForm.TemporaryCredentials, Anything),
        Combined(KeyForm.BearerToken, Anything));

    private static FormCapability Combined(KeyForm form, params PermissionRule[] rules) => new(form, rules) { CombinesPermissions = true };
}
