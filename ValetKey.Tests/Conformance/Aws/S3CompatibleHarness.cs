using ValetKey.Aws;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>A store that is not Amazon's, which takes headers that are not signed.</summary>
internal sealed class S3CompatibleHarness : GatewayHarness
{
    public const string Called = "S3-compatible store";

    public override string Name => Called;

    public override IReadOnlyList<KnownGap> Gaps { get; } = [.. GatewayGaps.Common, .. GatewayGaps.OfCompatible, GatewayGaps.PartsUnlisted];

    protected override void Configure(AmazonS3Options options) => options.ServiceUrl = new Uri("http://localhost");
}
