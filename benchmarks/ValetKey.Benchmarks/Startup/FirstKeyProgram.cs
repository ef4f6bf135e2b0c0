using System.Diagnostics;
using ValetKey.Benchmarks.Reporting;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks.Startup;

/// <summary>The program beside this one that issues one key and ends, published to a folder of its own.</summary>
internal sealed class FirstKeyProgram : IDisposable
{
    private const string Name = "ValetKey.FirstKey";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valetkey-first-key-");

    private FirstKeyProgram() => File.WriteAllText(Account, RsaSignature.CredentialJson);

    private string Account => Path.Combine(_folder.FullName, "account.json");

    private string Output => Path.Combine(_folder.FullName, "out");

    /// <param name="properties">How it is compiled.</param>
    public static FirstKeyProgram Publish(params string[] properties)
    {
        FirstKeyProgram program = new();
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            "publish", Checkout.PathTo("benchmarks", Name), "--configuration", "Release", "--output", program.Output,
            "--artifacts-path", Path.Combine(program._folder.FullName, "artifacts"), .. properties, "-nodeReuse:false", "-verbosity:quiet", "-nologo",
        ])
        {
            RedirectStandardOutput = true,
        };
        using Process publish = Process.Start(start)!;
        string output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? program : throw new InvalidOperationException($"{Name} could not be published:\n{output}");
    }

    /// <summary>Starts the program and waits for its key.</summary>
    /// <returns>Milliseconds from before the start until the key was read; null when there was none.</returns>
    public double? Start(string subject)
    {
        ProcessStartInfo start = new(Path.Combine(Output, Name), [subject, Account, Path.Combine(_folder.FullName, "data")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string? key = process.StandardOutput.ReadLine();
        double elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0 && key is { Length: > 0 })
        {
            return elapsed;
        }

        Console.Error.WriteLine($"{subject}: {errors}");
        return null;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
