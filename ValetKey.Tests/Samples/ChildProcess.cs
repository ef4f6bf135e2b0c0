using System.Diagnostics;
using System.Reflection;
using System.Text;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples;

/// <summary>A program run to its end, with what it wrote.</summary>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    // It ends what hangs, and says nothing of how long anything may take.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The SDK's host, of this very installation where it is known.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>A program that was built with the tests, where its own build has put it, for <see cref="Dotnet"/>.</summary>
    /// <param name="project">The folder of its project in the repository.</param>
    /// <param name="name">The name of its assembly.</param>
    public static string PathTo(string project, string name) => Repository.PathTo(
        project, "bin", typeof(ChildProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0", $"{name}.dll");

    public static async Task<ChildProcess> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        using Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = folder ?? "",
            },
        };
        LeaveOutHostVariables(process.StartInfo);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            process.StartInfo.Environment[name] = value;
        }

        StringBuilder output = new();
        DataReceivedEventHandler append = (_, line) =>
        {
            lock (output)
            {
                output.Append(line.Data).Append('\n');
            }
        };
        process.OutputDataReceived += append;
        process.ErrorDataReceived += append;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} ran for more than {Patience:c}. It wrote:\n{output}");
        }

        return new ChildProcess(process.ExitCode, output.ToString());
    }

    /// <summary>The test platform points the SDK at itself; a build that is started from here must find its own way.</summary>
    private static void LeaveOutHostVariables(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    }
}
