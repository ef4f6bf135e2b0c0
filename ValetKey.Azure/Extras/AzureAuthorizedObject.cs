using ValetKey.Azure.Signing;

namespace ValetKey.Azure;

/// <summary>
/// The Entra ID object for whom the application vouches (<c>saoid</c>): Azure makes no check of its access control lists. For accounts with a
/// hierarchical namespace, under user delegation, from service version 2020-02-10 on.
/// </summary>
public sealed record AzureAuthorizedObject : KeyExtra
{
    /// <summary>Vouches for a user.</summary>
    /// <param name="objectId">The user's object id.</param>
    public AzureAuthorizedObject(Guid objectId) => ObjectId = objectId;

    /// <summary>The user's object id.</summary>
    public Guid ObjectId { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => SasPermissions.OnBlobs;

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) =>
        request.Extras.Any(extra => extra is AzureUnauthorizedObject) ? $"needs no {nameof(AzureUnauthorizedObject)} beside it" : null;
}
