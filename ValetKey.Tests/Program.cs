using ValetKey.Tests.AspNetCore.Faults;

namespace ValetKey.Tests;

/// <summary>The tests' assembly as a program: an application in a process of its own, which a test can kill.</summary>
internal static class Program
{
    private static Task Main(string[] arguments) => FaultApp.RunAsync(arguments);
}
