using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Conformance.Gcp;

/// <summary>Cloud Storage, where a service account's RSA key signs.</summary>
internal sealed class GcsRsaHarness : GcsHarness
{
    public override string Name => "Cloud Storage by a service account's key";

    public override IReadOnlyList<string> Secrets { get; } = [TestServiceAccount.Pem[40..]];

    protected override void Sign(GoogleCloudStorageOptions options) => options.CredentialJson = TestServiceAccount.Json;
}
