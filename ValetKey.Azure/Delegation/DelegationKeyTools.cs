using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>What the keys of all tenants have in common.</summary>
/// <param name="Calls">Calls to the service.</param>
/// <param name="Retired">Where keys go that no longer serve.</param>
/// <param name="Clock">The service's time.</param>
/// <param name="Time">Measures pauses.</param>
/// <param name="Lifetime">How long a key should live.</param>
/// <param name="Jitter">From 0 to below 1.</param>
/// <param name="IssuerName">The issuer's name, for messages.</param>
/// <param name="Logger">Told of every call that brought a key or failed.</param>
internal sealed record DelegationKeyTools(
    DelegationKeyCalls Calls,
    RetiredDelegationKeys Retired,
    StorageClock Clock,
    TimeProvider Time,
    TimeSpan Lifetime,
    Func<double> Jitter,
    string IssuerName,
    ILogger Logger);
