using System.Diagnostics;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.Client.Support;

/// <summary>What a process has resident at most while it runs.</summary>
internal static class PeakMemory
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Of the sample that is a client alone, once it has done what it was asked to.</summary>
    /// <param name="application">Where it asks.</param>
    /// <param name="redirection">Of its input or output, as a shell has it.</param>
    /// <param name="arguments">The sample's own.</param>
    public static async Task<long> OfClientAsync(Uri application, string redirection, params string[] arguments)
    {
        string[] client = [ChildProcess.Dotnet, ChildProcess.PathTo("samples/NativeClient", "NativeClient"), .. arguments];
        ProcessStartInfo start = new("sh", ["-c", $"exec \"$@\" {redirection}", "sh", .. client]) { RedirectStandardOutput = true };
        (start.Environment["APP"], start.Environment["AUTH"]) = (application.AbsoluteUri, $"{UserHeader.Name}: anna");
        (int exitCode, long most) = await OfAsync(start);
        exitCode.Should().Be(0);
        return most;
    }

    private static async Task<(int ExitCode, long Bytes)> OfAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task ended = process.WaitForExitAsync();
        long most = 0;
        while (!ended.IsCompleted)
        {
            try
            {
                process.Refresh();
                most = Math.Max(most, process.WorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended just now.
            }

            await Task.WhenAny(ended, Task.Delay(LookEvery));
        }

        return (process.ExitCode, most);
    }
}
