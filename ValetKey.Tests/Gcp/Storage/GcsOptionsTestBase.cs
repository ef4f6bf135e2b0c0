using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>What is wrong with settings, as it is told at start.</summary>
public abstract class GcsOptionsTestBase
{
    protected const string Hidden = "hunter2";

    protected static string Only(Action<GoogleCloudStorageOptions> configure) => FaultOf(configure).Failures.Should().ContainSingle().Subject;

    protected static OptionsValidationException FaultOf(Action<GoogleCloudStorageOptions> configure)
    {
        TestBuckets buckets = new(configure, withAccount: false);
        return FluentActions.Invoking(() => buckets.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
