using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>A service for which the application has handed over nothing that gets keys.</summary>
/// <param name="help">What to set, as a sentence.</param>
internal sealed class NoDelegation(string help) : IDelegationKeySource
{
    public ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken) =>
        throw new ValetKeyException(ValetKeyErrorReason.Unsupported, help);
}
