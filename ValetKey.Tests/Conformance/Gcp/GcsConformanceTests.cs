namespace ValetKey.Tests.Conformance.Gcp;

internal sealed class GcsRsaConformanceTests : ConformanceTestBase<GcsRsaHarness>;

internal sealed class GcsHmacConformanceTests : ConformanceTestBase<GcsHmacHarness>;

internal sealed class GcsTokenConformanceTests : ConformanceTestBase<GcsTokenHarness>;
