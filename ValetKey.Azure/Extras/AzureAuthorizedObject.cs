using ValetKey.Azure.Signing;

namespace ValetKey.Azure;

/// <summary>
/// The Entra ID object for whom the application vouches (<c>saoid</c>): Azure makes no check of its access control lists. For accounts with a hierarchical
/// namespace, under user delegation, from service version 2020-02-10 on.
/// </summary>
/// <param name="ObjectId">The user's object id.</param>
public sealed record AzureAuthorizedObject(Guid ObjectId) : KeyExtra
{
    /// <inheritdoc/>
    protected override Permissions UsedBy => SasPermissions.OnBlobs;

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) =>
        request.Extras.Any(extra => extra is AzureUnauthorizedObject) ? $"needs no {nameof(AzureUnauthorizedObject)} beside it" : null;
}
