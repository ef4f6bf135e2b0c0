using Microsoft.Extensions.Options;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>What is wrong with settings, as it is told at start.</summary>
internal abstract class AzureOptionsTestBase
{
    protected static string Only(Action<AzureStorageOptions> configure) => FaultOf(configure).Failures.Should().ContainSingle().Subject;

    protected static OptionsValidationException FaultOf(Action<AzureStorageOptions> configure)
    {
        TestAccount account = TestAccount.WithOptions(configure);
        return FluentActions.Invoking(() => account.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
