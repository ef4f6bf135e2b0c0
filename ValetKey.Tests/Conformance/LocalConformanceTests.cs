namespace ValetKey.Tests.Conformance;

internal sealed class LocalConformanceTests : ConformanceTestBase<LocalHarness>;
