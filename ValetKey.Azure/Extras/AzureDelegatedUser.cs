namespace ValetKey.Azure;

/// <summary>
/// Binds the key to one user (<c>sduoid</c>): it opens only together with that user's own Entra ID token, which the client sends as
/// <c>Authorization: Bearer</c>. Under user delegation, from service version 2025-07-05 on.
/// </summary>
public sealed record AzureDelegatedUser : KeyExtra
{
    /// <summary>Names a user.</summary>
    /// <param name="objectId">The user's object id.</param>
    public AzureDelegatedUser(Guid objectId) => ObjectId = objectId;

    /// <summary>The user's object id.</summary>
    public Guid ObjectId { get; init; }

    /// <summary>The user's tenant, where it is not the account's own; the delegation key is then asked for that tenant (<c>skdutid</c>).</summary>
    /// <value>Default: null; the account's own tenant.</value>
    public Guid? TenantId { get; init; }
}
