using ValetKey.Azure.Delegation;

namespace ValetKey.Tests.Azure.Support;

/// <summary>Always the same key, at once.</summary>
internal sealed class FixedDelegation(DelegationKey key) : IDelegationKeySource
{
    public ValueTask<DelegationKey> GetAsync(DelegationNeed need, CancellationToken cancellationToken) => ValueTask.FromResult(key);
}
