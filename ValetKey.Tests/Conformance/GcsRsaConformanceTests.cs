namespace ValetKey.Tests.Conformance;

internal sealed class GcsRsaConformanceTests : ConformanceTestBase<GcsRsaHarness>;
