namespace ValetKey.Tests.Conformance.Aws;

internal sealed class S3CompatibleConformanceTests : ConformanceTestBase<S3CompatibleHarness>;

internal sealed class S3RoleConformanceTests : ConformanceTestBase<S3RoleHarness>;

internal sealed class AmazonConformanceTests : ConformanceTestBase<AmazonHarness>;

internal sealed class S3RestrictedConformanceTests : ConformanceTestBase<S3RestrictedHarness>;
