using System.Diagnostics;

namespace ValetKey.Tests.Servers;

/// <summary>A server that a script runs in a temporary folder.</summary>
/// <remarks>
/// The script prints "ready", serves until its stdin closes, ends what it started and removes the folder. The pipe closes with this
/// process, however that ends, so no server survives its tests.
/// </remarks>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly string _folder;
    private readonly Task<string> _errors;

    private ServerProcess(Process process, string folder)
    {
        _process = process;
        _folder = folder;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public static async Task<ServerProcess> StartAsync(string script, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("bash")
        {
            ArgumentList = { script, folder },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        ServerProcess server = new(Process.Start(start)!, folder);
        try
        {
            await server.WaitUntilReadyAsync(script);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task WaitUntilReadyAsync(string script)
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        if (line != "ready")
        {
            throw new InvalidOperationException($"{script} did not start its server:\n{await _errors}");
        }
    }
}
