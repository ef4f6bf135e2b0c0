using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ValetKey.Azure;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Azure.Delegation;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Azure;

/// <summary>Azurite as the emulator that it is, by user delegation.</summary>
internal sealed class AzureDelegationHarness : AzuriteHarness
{
    public override string Name => "Azure by user delegation";

    public override IReadOnlyList<KnownGap> Gaps => [.. AzuriteGaps.Common, AzuriteGaps.SnapshotUnderDelegation];

    protected override AzureFeatures Features { get; } = new(
        new SasVersion(SasVersion.Emulator), IsDelegated: true, HasDirectories: false, IsEmulator: true, HttpsBlobs: true, HttpsQueues: true);

    /// <summary>Azurite gives delegation keys for as long as they are asked for; these end.</summary>
    public override bool RegisterWithCredentialUntil(IValetKeyBuilder builder, string name, DateTimeOffset credentialEnd)
    {
        FakeDelegationKeyClient service = new() { Answer = (start, end) => (start, end < credentialEnd ? end : credentialEnd) };
        builder.AddSigner(name, _ =>
        {
            AzureStorageOptions options = new();
            Connect(options);
            DelegationKeySource source = new(
                service, new StorageClock(name, Time), Time, options.DelegationKeyLifetime, name, NullLogger.Instance);
            return new AzureKeySigner(AccountReader.Read(options), options, new DelegationSources(source, source));
        });
        return true;
    }

    protected override void Sign(AzureStorageOptions options) => (options.UseEmulator, options.Credential) = (true, new AzuriteUser());
}
