using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws.CloudFront;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Conformance.Delivery;

/// <summary>CloudFront, as its developer guide describes it.</summary>
internal sealed class CloudFrontHarness : DeliveryHarness
{
    public override string Name => "CloudFront";

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.StandIn, "an edge written from the Developer Guide");

    public override SignerCapabilities Capabilities => CloudFrontCapabilities.Instance;

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        new()
        {
            Probe = "parameter * doubled before",
            Reason =
                "The guide does not say which of two CloudFront reads. The stand-in reads the last, and whichever it is has to fit the signature.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.Documents, "Developer Guide"),
        },
    ];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
        [new("versionId", "1"), new("response-content-type", "text/html")];

    public override IReadOnlyList<string> Secrets => [KeyPairs.RsaPem];

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddCloudFront(name, options =>
    {
        options.DistributionUrl = new Uri($"https://{Host}");
        options.KeyPairId = TestDistribution.KeyPairId;
        options.PrivateKeyPem = KeyPairs.RsaPem;
    });

    protected override bool Opens(HttpRequestMessage request) =>
        new CloudFrontEdge(TimeProvider.System.GetUtcNow()) { Client = IPAddress.Loopback }.Opens(request);
}
