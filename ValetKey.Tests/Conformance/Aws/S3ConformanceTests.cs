namespace ValetKey.Tests.Conformance.Aws;

internal sealed class S3CompatibleConformanceTests : ConformanceTestBase<S3CompatibleHarness>;
