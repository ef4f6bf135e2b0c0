using ValetKey.Aws;
using ValetKey.Testing;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>A compatible store with a role, whose sessions sign every upload.</summary>
internal sealed class S3RestrictedHarness : GatewayHarness
{
    public override string Name => "S3-compatible store with restricted uploads";

    public override string OperationsTriedBy => S3CompatibleHarness.Called;

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        .. GatewayGaps.Common,
        .. GatewayGaps.OfSessions,
        .. GatewayGaps.OfParts,
        GatewayGaps.MetadataUnsigned,
        GatewayGaps.FormsOfSessions(ConstraintKinds.None),
    ];

    public override async ValueTask<HttpRequestMessage> CreateRequestAsync(IssuedKey key, KeyUse use, CancellationToken cancellationToken) =>
        await SdkRequests.CreateAsync((TemporaryCredentials)key, use, Gateway.TlsEndpoint, CephGateway.Region, cancellationToken);

    protected override void Configure(AmazonS3Options options)
    {
        options.ServiceUrl = new Uri("http://localhost");
        options.RoleArn = CephGateway.RoleArn;
        options.MaximumSessionPolicyLength = 1500;
        options.RestrictUploads = true;
    }
}
