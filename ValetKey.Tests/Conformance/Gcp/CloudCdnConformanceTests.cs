namespace ValetKey.Tests.Conformance.Gcp;

internal sealed class CloudCdnConformanceTests : ConformanceTestBase<CloudCdnHarness>;
