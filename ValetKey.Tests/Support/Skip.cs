using System.Diagnostics.CodeAnalysis;

namespace ValetKey.Tests.Support;

/// <summary>What a test does for want of something on this machine.</summary>
internal static class Skip
{
    /// <summary>For want of a right that nobody can install, such as to mount a file system: ignores the test, and says why, in CI too.</summary>
    [DoesNotReturn]
    public static void Unpermitted(string reason)
    {
        Assert.Ignore(reason);
        throw new InvalidOperationException(reason);
    }

    /// <summary>Ignores the test, and says why; in CI it fails, since nothing may be missing there.</summary>
    [DoesNotReturn]
    public static void Test(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Unpermitted(reason);
    }
}
