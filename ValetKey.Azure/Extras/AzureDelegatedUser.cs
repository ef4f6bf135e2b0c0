namespace ValetKey.Azure;

/// <summary>
/// Binds the key to one user (<c>sduoid</c>): it opens only together with that user's own Entra ID token, which the client sends as
/// <c>Authorization: Bearer</c>. Under user delegation, from service version 2025-07-05 on.
/// </summary>
/// <param name="ObjectId">The user's object id.</param>
/// <param name="TenantId">The user's tenant, where it is not the account's own; the delegation key is then asked for that tenant (<c>skdutid</c>).</param>
public sealed record AzureDelegatedUser(Guid ObjectId, Guid? TenantId = null) : KeyExtra;
