using ValetKey.Tests.AspNetCore.Faults;
using ValetKey.Tests.Client.Faults;

namespace ValetKey.Tests;

/// <summary>The tests' assembly as a program: an application, or a client, in a process of its own, which a test can kill.</summary>
internal static class Program
{
    private static Task Main(string[] arguments) =>
        arguments is [UploadingProcess.Word, var setup] ? UploadingProcess.RunAsync(setup) : FaultApp.RunAsync(arguments);
}
