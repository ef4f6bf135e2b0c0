using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Support;

/// <summary>Always the same key, at once.</summary>
internal sealed class FixedDelegation(DelegationKey key) : IDelegationKeySource
{
    public ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken) =>
        ValueTask.FromResult(key);
}
