using ValetKey.Azure;
using ValetKey.Azure.Signing;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Azure;

/// <summary>Azurite taken for Azure, by an account key: more is declared than the emulator checks.</summary>
internal sealed class AzureKeyHarness : AzuriteHarness
{
    public override string Name => "Azure by account key";

    public override IReadOnlyList<KnownGap> Gaps => [.. AzuriteGaps.Common, AzuriteGaps.ClientAddress];

    public override IReadOnlyList<string> Secrets => [Azurite.Account.Key1, Azurite.Account.Key2];

    protected override AzureFeatures Features { get; } = new(
        new SasVersion(SasVersion.Newest), IsDelegated: false, HasDirectories: false, IsEmulator: false, HttpsBlobs: true, HttpsQueues: true);

    /// <summary>The application's own client is there for its operations: of a version that Azurite takes, which is older than Azure.</summary>
    protected override void Sign(AzureStorageOptions options) => (options.AccountKey, options.SecondaryAccountKey, options.BlobServiceClient) =
        (Azurite.Account.Key1, Azurite.Account.Key2, Azurite.CreateBlobs());
}
