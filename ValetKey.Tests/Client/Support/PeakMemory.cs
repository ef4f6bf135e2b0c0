using System.Diagnostics;

namespace ValetKey.Tests.Client.Support;

/// <summary>What a process has resident at most while it runs.</summary>
internal static class PeakMemory
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public static async Task<(int ExitCode, long Bytes)> OfAsync(ProcessStartInfo start)
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
