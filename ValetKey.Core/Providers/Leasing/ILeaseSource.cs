namespace ValetKey.Providers;

/// <summary>Where the values of a <see cref="LeaseCache{TKey, TValue}"/> come from: the one call that a provider has to write.</summary>
/// <remarks>The cache makes sure that one call is under way for a key at a time, that it ends, and that it is not made again in haste.</remarks>
/// <typeparam name="TKey">What tells the values apart.</typeparam>
/// <typeparam name="TValue">What is leased, such as credentials or a token.</typeparam>
public interface ILeaseSource<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>Makes the call, on a thread of the pool and without the context of any caller.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends at the call's limit of time, and with the cache; never because a caller gave up.</param>
    /// <returns>
    /// A lease, which the cache keeps. It may fall short of what was asked. <see cref="LeaseRequest{TKey, TValue}.Held"/> may be given again, or its
    /// value with other times: the value then stays the same object, with all that was derived from it.
    /// </returns>
    Task<Lease<TValue>> ObtainAsync(LeaseRequest<TKey, TValue> request, CancellationToken cancellationToken);

    /// <summary>
    /// What a failed call means to whoever waited for it. A <see cref="ValetKeyException"/> that the call itself threw is told as it is.
    /// </summary>
    /// <param name="key">What was asked for.</param>
    /// <param name="cause">
    /// What the call threw; a <see cref="TimeoutException"/> where it took too long. Its message is not ours to vouch for.
    /// </param>
    /// <returns>What the callers are told, each by an exception of his own that is made from it.</returns>
    ValetKeyException Explain(TKey key, Exception cause);
}
