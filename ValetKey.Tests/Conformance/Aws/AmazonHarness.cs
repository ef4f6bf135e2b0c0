using ValetKey.Aws;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>The gateway taken for Amazon: what Amazon promises and the gateway does not keep is known, and proven elsewhere.</summary>
internal sealed class AmazonHarness : GatewayHarness
{
    public override string Name => "Amazon S3";

    public override IReadOnlyList<KnownGap> Gaps { get; } = [.. GatewayGaps.Common, .. GatewayGaps.OfAmazon];

    protected override void Configure(AmazonS3Options options)
    {
    }
}
