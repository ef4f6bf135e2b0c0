using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Support;

/// <summary>Gives the keys that the test makes, at once, and remembers what was asked for.</summary>
internal sealed class FakeDelegation(Func<string?, LeaseNeed, DelegationKey> make) : IDelegationKeySource
{
    public const string Secret = "dXNlci1kZWxlZ2F0aW9uLWtleS1ieXRlcy0wMDAwMDA=";
    public const string ObjectId = "11111111-1111-1111-1111-111111111111";
    public const string TenantId = "22222222-2222-2222-2222-222222222222";

    public List<LeaseNeed> Needs { get; } = [];

    /// <summary>The tenants of delegated users that keys were asked for.</summary>
    public List<string?> Tenants { get; } = [];

    /// <summary>Whether callers wait for their key.</summary>
    public bool IsSlow { get; init; }

    public static FakeDelegation Until(DateTimeOffset end, string service = "b") =>
        new((tenant, _) => Key(end.AddDays(-6), end, service, tenant));

    public static DelegationKey Key(DateTimeOffset start, DateTimeOffset end, string service = "b", string? tenant = null,
        string version = "2026-10-06") => new(
        new DelegationKeyFacts(ObjectId, TenantId, start, end, service, version, tenant), Convert.FromBase64String(Secret));

    public async ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken)
    {
        if (IsSlow)
        {
            await Task.Yield();
        }

        Needs.Add(need);
        Tenants.Add(delegatedUserTenantId);
        return make(delegatedUserTenantId, need);
    }
}
