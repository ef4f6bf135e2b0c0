namespace ValetKey.Tests.Conformance.Azure;

internal sealed class AzureKeyConformanceTests : ConformanceTestBase<AzureKeyHarness>;

internal sealed class AzureDelegationConformanceTests : ConformanceTestBase<AzureDelegationHarness>;
