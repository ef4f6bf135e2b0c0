using ValetKey.Azure;
using ValetKey.Azure.Signing;

namespace ValetKey.Tests.Conformance.Azure;

/// <summary>Azurite as the emulator that it is, by an account key.</summary>
internal sealed class AzureKeyHarness : AzuriteHarness
{
    public override string Name => "Azure by account key";

    public override IReadOnlyList<string> Secrets => [Azurite.Account.Key1, Azurite.Account.Key2];

    protected override AzureFeatures Features { get; } = new(
        new SasVersion(SasVersion.Emulator), IsDelegated: false, HasDirectories: false, IsEmulator: true, HttpsBlobs: true, HttpsQueues: true);

    protected override void Sign(AzureStorageOptions options) =>
        (options.UseEmulator, options.AccountKey, options.SecondaryAccountKey) = (true, Azurite.Account.Key1, Azurite.Account.Key2);
}
