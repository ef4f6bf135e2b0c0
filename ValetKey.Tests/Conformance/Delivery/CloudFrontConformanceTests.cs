namespace ValetKey.Tests.Conformance.Delivery;

internal sealed class CloudFrontConformanceTests : ConformanceTestBase<CloudFrontHarness>;
