namespace ValetKey.Tests.Conformance;

internal sealed class GcsHmacConformanceTests : ConformanceTestBase<GcsHmacHarness>;
