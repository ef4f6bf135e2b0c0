using ValetKey.Aws;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>A store that is not Amazon's, which takes headers that are not signed.</summary>
internal sealed class S3CompatibleHarness : GatewayHarness
{
    public override string Name => "S3-compatible store";

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        .. GatewayGaps.Common,
        GatewayGaps.OddNamesOfForms,
        new()
        {
            Probe = "header x-amz-meta-added added",
            Permissions = Permissions.Create | Permissions.Write,
            Reason = "A compatible store takes metadata unsigned, and no URL can pin what has no fixed name; so it declares no Metadata there.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the refusal of the constraint"),
        },
    ];

    protected override void Configure(AmazonS3Options options) => options.ServiceUrl = new Uri("http://localhost");
}
