namespace ValetKey.Tests.Conformance.Samples;

internal sealed class SwiftConformanceTests : ConformanceTestBase<SwiftHarness>;
