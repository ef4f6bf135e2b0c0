using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Where user delegation keys come from.</summary>
/// <remarks>
/// Keys remain the source's, which clears them when they no longer serve: sign at once, and ask anew rather than keep one. Where signing fails with
/// an <see cref="ObjectDisposedException"/>, too much time has passed since; ask once more.
/// </remarks>
internal interface IDelegationKeySource
{
    /// <summary>
    /// A key that is in force over the whole of a token's life; at hand without waiting, but for the first time and after a failure.
    /// </summary>
    /// <param name="delegatedUserTenantId">The tenant of the user that the token is bound to, where that is another one; else null.</param>
    /// <param name="need">What it is to sign: the token's start is the latest that a key may have, the token's end the preferred one.</param>
    /// <param name="cancellationToken">Gives up the wait; the call to the service goes on for the others that wait.</param>
    /// <returns>A key that meets the need, until the preferred end unless the service gives none that lives so long.</returns>
    /// <exception cref="ValetKeyException">None can be had.</exception>
    ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken);
}
