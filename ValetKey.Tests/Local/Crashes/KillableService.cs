using System.Diagnostics;
using System.Globalization;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>The service on a root, in a process of its own that can be killed.</summary>
internal sealed class KillableService : IDisposable
{
    private static readonly string Program = ChildProcess.PathTo("benchmarks/ValetKey.Benchmarks", "ValetKey.Benchmarks");

    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _kills;

    private KillableService(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Whether it has been, or is about to be.</summary>
    public bool IsKilled => Volatile.Read(ref _kills) > 0;

    public static async Task<KillableService> StartAsync(string root, string folder)
    {
        KillableService service = Begin(root, folder);
        string? url = await service._process.StandardOutput.ReadLineAsync();
        service.Url = new Uri(url ?? throw new InvalidOperationException($"The service did not start.\n{await service._errors}"));
        return service;
    }

    /// <summary>Kills a service while it starts.</summary>
    public static async Task KillAtStartAsync(string root, string folder, TimeSpan after)
    {
        using KillableService service = Begin(root, folder);
        await Task.Delay(after);
        service.Kill();
    }

    /// <summary>The memory that the process has now; null where the system does not tell in the way of Linux.</summary>
    public long? ResidentBytes() => !OperatingSystem.IsLinux() ? null : 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);

    /// <summary>Ends it by SIGKILL, between any two of its instructions.</summary>
    public void Kill()
    {
        if (Interlocked.Increment(ref _kills) == 1)
        {
            _process.Kill();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static KillableService Begin(string root, string folder) => new(Process.Start(
        new ProcessStartInfo(ChildProcess.Dotnet, [Program, "serve", root, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
}
