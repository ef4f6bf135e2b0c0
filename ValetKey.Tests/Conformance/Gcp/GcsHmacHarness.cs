using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Conformance.Gcp;

/// <summary>Cloud Storage, where an HMAC key signs.</summary>
internal sealed class GcsHmacHarness : GcsHarness
{
    public override string Name => "Cloud Storage by an HMAC key";

    public override IReadOnlyList<string> Secrets { get; } = [GcsIssuer.Secret];

    protected override void Sign(GoogleCloudStorageOptions options) => options.HmacKey = new GcsHmacKey(GcsIssuer.AccessId, GcsIssuer.Secret);
}
