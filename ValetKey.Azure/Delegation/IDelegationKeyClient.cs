namespace ValetKey.Azure.Delegation;

/// <summary>Asks one account's service for user delegation keys.</summary>
internal interface IDelegationKeyClient
{
    /// <summary>Makes one call. Not kept, not shared, not repeated but as the client's own retry policy says.</summary>
    /// <param name="span">The times to ask for.</param>
    /// <param name="delegatedUserTenantId">The tenant of the users that tokens may be bound to, where that is another one; else null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A key, which is the caller's to dispose. Whether it lives as long as asked is for the caller to see.</returns>
    /// <exception cref="ValetKeyException">The service gave none, for a reason that is known.</exception>
    Task<DelegationKey> RequestAsync(DelegationKeySpan span, string? delegatedUserTenantId, CancellationToken cancellationToken);
}
