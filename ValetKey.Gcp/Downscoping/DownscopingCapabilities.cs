using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>What a downscoped token can be held to.</summary>
/// <remarks>
/// A boundary names roles, and Google's predefined roles set the grain ("IAM roles for Cloud Storage"):
/// <list type="bullet">
/// <item>who may read an object may read its properties, and nobody else may;</item>
/// <item>overwriting takes the right to delete, and no role deletes without creating, so <see cref="Permissions.Write"/> and
/// <see cref="Permissions.Delete"/> go together or not at all;</item>
/// <item><see cref="Permissions.Create"/> without these never overwrites, since the right to delete is missing.</item>
/// </list>
/// Conditions name objects and not their generations. A key for one object's current version would open the older ones too, so there is none; a key
/// for a prefix or a container covers all versions anyway. Nothing is said of networks, times or http, so no constraint is declared.
/// </remarks>
internal static class DownscopingCapabilities
{
    /// <summary>The setting without which tokens cannot be made to end with their key.</summary>
    public const string Requirement = nameof(GoogleCloudStorageOptions.TokenServiceAccount);

    private const ResourceKinds Scopes = ResourceKinds.Prefix | ResourceKinds.Container;

    /// <summary>The longest life that Google gives a token, unless an organization's policy allows more ("generateAccessToken").</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The form of bearer tokens.</summary>
    /// <param name="available">Whether <see cref="Requirement"/> is set.</param>
    public static FormCapability Form(bool available) => new(
        KeyForm.BearerToken,
        new PermissionRule(Scopes, Permissions.Read | Permissions.Create | Permissions.List),
        new PermissionRule(Scopes, Permissions.ReadProperties) { OnlyWith = Permissions.Read },
        new PermissionRule(Scopes, Permissions.Write) { OnlyWith = Permissions.Delete },
        new PermissionRule(Scopes, Permissions.Delete) { OnlyWith = Permissions.Write })
    {
        CombinesPermissions = true,
        MaximumLifetime = Longest,
        Requirement = available ? null : Requirement,
    };
}
