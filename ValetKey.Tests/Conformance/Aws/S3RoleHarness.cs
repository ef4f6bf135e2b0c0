using ValetKey.Aws;
using ValetKey.Testing;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>A compatible store with a role, whose sessions sign what a URL cannot hold, and are handed out themselves.</summary>
internal sealed class S3RoleHarness : GatewayHarness
{
    private const ConstraintKinds SessionKinds =
        ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly;

    public override string Name => "S3-compatible store with a role";

    public override string OperationsTriedBy => S3CompatibleHarness.Called;

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        .. GatewayGaps.Common,
        .. GatewayGaps.OfCompatible,
        .. GatewayGaps.OfSessions,
        GatewayGaps.FormsOfSessions(SessionKinds),
    ];

    public override async ValueTask<HttpRequestMessage> CreateRequestAsync(IssuedKey key, KeyUse use, CancellationToken cancellationToken) =>
        await SdkRequests.CreateAsync((TemporaryCredentials)key, use, Gateway.TlsEndpoint, CephGateway.Region, cancellationToken);

    protected override void Configure(AmazonS3Options options)
    {
        options.ServiceUrl = new Uri("http://localhost");
        options.RoleArn = CephGateway.RoleArn;
        options.MaximumSessionPolicyLength = 1500;
    }
}
