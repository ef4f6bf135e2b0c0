using ValetKey.Azure.Signing;

namespace ValetKey.Azure;

/// <summary>
/// The Entra ID object on whose behalf requests are made (<c>suoid</c>): beside the key, Azure checks the access control lists for this object. For
/// accounts with a hierarchical namespace, under user delegation, from service version 2020-02-10 on.
/// </summary>
public sealed record AzureUnauthorizedObject : KeyExtra
{
    /// <summary>Names a user.</summary>
    /// <param name="objectId">The user's object id.</param>
    public AzureUnauthorizedObject(Guid objectId) => ObjectId = objectId;

    /// <summary>The user's object id.</summary>
    public Guid ObjectId { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => SasPermissions.OnBlobs;
}
