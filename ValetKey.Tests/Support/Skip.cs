using System.Diagnostics.CodeAnalysis;

namespace ValetKey.Tests.Support;

/// <summary>What a test does for want of something on this machine.</summary>
internal static class Skip
{
    /// <summary>Ignores the test, and says why; in CI it fails, since nothing may be missing there.</summary>
    [DoesNotReturn]
    public static void Test(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
        throw new InvalidOperationException(reason);
    }
}
