namespace ValetKey.Azure.Delegation;

/// <summary>What the service says of a user delegation key, but for its secret.</summary>
/// <param name="ObjectId">The principal on whose behalf tokens are signed.</param>
/// <param name="TenantId">Its tenant.</param>
/// <param name="StartsAt">The start, in whole seconds.</param>
/// <param name="ExpiresAt">The end, in whole seconds; at most seven days after the start.</param>
/// <param name="Service"><c>b</c> for blobs, <c>q</c> for queues.</param>
/// <param name="Version">The version of the service that made it.</param>
/// <param name="DelegatedUserTenantId">The tenant of the users that tokens may be bound to, where that is another one; else null.</param>
internal sealed record DelegationKeyFacts(
    string ObjectId,
    string TenantId,
    DateTimeOffset StartsAt,
    DateTimeOffset ExpiresAt,
    string Service,
    string Version,
    string? DelegatedUserTenantId = null);
