using System.Diagnostics;

namespace ValetKey.Tests.Packaging;

/// <summary>A web application in a process of its own.</summary>
internal sealed class RunningApp : IDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task _drain;

    private RunningApp(Process process, Uri url)
    {
        _process = process;
        _drain = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // A full pipe would stop the program.
        Client = new HttpClient { BaseAddress = url };
    }

    public HttpClient Client { get; }

    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it finds besides.</param>
    /// <param name="beforeUrl">What it writes before its address.</param>
    public static async Task<RunningApp> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string beforeUrl = Listening)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        try
        {
            Uri url = await FindUrlAsync(process, beforeUrl).WaitAsync(StartLimit);
            return new RunningApp(process, url);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _drain.Wait();
        _process.Dispose();
    }

    private static async Task<Uri> FindUrlAsync(Process process, string beforeUrl)
    {
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            int at = line.IndexOf(beforeUrl, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new Uri(line[(at + beforeUrl.Length)..]);
            }
        }

        throw new InvalidOperationException($"The program ended before it listened. It wrote:\n{string.Join('\n', lines)}");
    }
}
