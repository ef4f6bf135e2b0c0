namespace ValetKey.Azure.Delegation;

/// <summary>Where user delegation keys come from.</summary>
/// <remarks>
/// Keys remain the source's, which clears them when they no longer serve: sign at once, and ask anew rather than keep one. Where signing fails with an
/// <see cref="ObjectDisposedException"/>, too much time has passed since; ask once more.
/// </remarks>
internal interface IDelegationKeySource
{
    /// <summary>A key that is in force over the whole of a token's life; at hand without waiting, but for the first time and after a failure.</summary>
    /// <param name="need">What it is to sign.</param>
    /// <param name="cancellationToken">Gives up the wait; the call to the service goes on for the others that wait.</param>
    /// <returns>A key that starts at or before <see cref="DelegationNeed.StartsAt"/> and lives until <see cref="DelegationNeed.MinimumExpiresAt"/> at least;
    /// until <see cref="DelegationNeed.ExpiresAt"/> unless the service gives none that lives so long.</returns>
    /// <exception cref="ValetKeyException">None can be had.</exception>
    ValueTask<DelegationKey> GetAsync(DelegationNeed need, CancellationToken cancellationToken);
}
