namespace ValetKey.Providers;

/// <summary>What a source is asked for.</summary>
/// <typeparam name="TKey">What tells the values apart.</typeparam>
/// <typeparam name="TValue">What is leased.</typeparam>
public sealed class LeaseRequest<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    internal LeaseRequest(TKey key, in LeaseNeed need, HeldLease<TValue>? held) =>
        (Key, Need, Held, HeldFor) = (key, need, held?.Lease, held?.Need);

    /// <summary>The key.</summary>
    public TKey Key { get; }

    /// <summary>The need of the caller for whom the call is made. Others may wait for it too.</summary>
    public LeaseNeed Need { get; }

    /// <summary>What is to be replaced; null where nothing is held.</summary>
    public Lease<TValue>? Held { get; }

    /// <summary>The need that <see cref="Held"/> was obtained for.</summary>
    public LeaseNeed? HeldFor { get; }
}
