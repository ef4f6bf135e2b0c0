namespace ValetKey.Tests.Conformance.Azure;

[Parallelizable(ParallelScope.All)]
internal sealed class AzureKeyConformanceTests : ConformanceTestBase<AzureKeyHarness>;

[Parallelizable(ParallelScope.All)]
internal sealed class AzureDelegationConformanceTests : ConformanceTestBase<AzureDelegationHarness>;
