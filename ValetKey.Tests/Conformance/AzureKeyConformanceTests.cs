namespace ValetKey.Tests.Conformance;

internal sealed class AzureKeyConformanceTests : ConformanceTestBase<AzureKeyHarness>;
