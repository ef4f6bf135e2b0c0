using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>A user delegation key that is there already, as one is but once a day.</summary>
internal sealed class HeldDelegationKey : IDelegationKeySource, IDisposable
{
    public const string ObjectId = "11111111-1111-1111-1111-111111111111";
    public const string TenantId = "22222222-2222-2222-2222-222222222222";
    public const string Version = "2026-10-06";

    private readonly DelegationKey _key = new(
        new DelegationKeyFacts(
            ObjectId, TenantId, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1), "b", Version),
        new byte[32]);

    public static IKeySigner CreateSigner()
    {
        AzureStorageOptions options = new() { AccountName = AzureSdk.AccountName, AccountKey = AzureSdk.AccountKey };
        AzureAccount account = AccountReader.Read(options) with { Key = null };
        return new AzureKeySigner(account, options, new DelegationSources(new HeldDelegationKey(), new HeldDelegationKey()));
    }

    public void Dispose() => _key.Dispose();

    public ValueTask<DelegationKey> GetAsync(string? delegatedUserTenantId, LeaseNeed need, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_key);
}
