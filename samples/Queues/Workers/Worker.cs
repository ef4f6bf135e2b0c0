using System.Diagnostics;

namespace ValetKey.Samples.Queues.Workers;

/// <summary>A process that is given a key and nothing else.</summary>
internal static class Worker
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What it takes to start a program. All else stays here: the settings of the valet are its secrets.</summary>
    private static readonly string[] Handed = ["PATH", "HOME", "TMPDIR", "TEMP", "SystemRoot"];

    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(string task, string provider, IssuedKey key)
    {
        string program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Worker).Assembly.Location] : [];
        ProcessStartInfo start = new(program, [.. assembly, task, provider]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string name in start.Environment.Keys.Where(name => !IsHanded(name)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        await using CancellationTokenRegistration kill = patience.Token.Register(() => process.Kill());
        await process.StandardInput.WriteAsync(key.ToJson());
        process.StandardInput.Close();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Console.WriteLine($"{task,-8} | {line}");
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static bool IsHanded(string name) => Handed.Contains(name) || name.StartsWith("DOTNET_", StringComparison.Ordinal);
}
