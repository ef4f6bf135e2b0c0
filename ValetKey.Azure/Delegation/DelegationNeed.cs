namespace ValetKey.Azure.Delegation;

/// <summary>What a token needs of the key that signs it.</summary>
/// <param name="StartsAt">The token's start; no key may start later.</param>
/// <param name="ExpiresAt">The token's end.</param>
/// <param name="MinimumExpiresAt">The earliest end that is still of use.</param>
/// <param name="DelegatedUserTenantId">The tenant of the user that the token is bound to, where that is another one; else null.</param>
internal readonly record struct DelegationNeed(
    DateTimeOffset StartsAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset MinimumExpiresAt,
    string? DelegatedUserTenantId = null);
