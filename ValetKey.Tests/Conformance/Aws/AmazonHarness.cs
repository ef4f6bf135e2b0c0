using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Aws.Operations;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>The gateway taken for Amazon: what Amazon promises and the gateway does not keep is known, and proven elsewhere.</summary>
internal sealed class AmazonHarness : GatewayHarness
{
    public override string Name => "Amazon S3";

    public override IReadOnlyList<KnownGap> Gaps { get; } = [.. GatewayGaps.Common, .. GatewayGaps.OfAmazon, GatewayGaps.PartsUnlisted];

    public override void Register(IValetKeyBuilder builder, string name)
    {
        base.Register(builder, name);
        builder.Services.AddKeyedSingleton<S3ClientSource>(name, (_, _) => _ => new ConditionalCopies(Gateway));
    }

    protected override void Configure(AmazonS3Options options)
    {
    }
}
