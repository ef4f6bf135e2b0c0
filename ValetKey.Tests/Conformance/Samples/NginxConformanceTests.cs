namespace ValetKey.Tests.Conformance.Samples;

internal sealed class NginxConformanceTests : ConformanceTestBase<NginxHarness>;
