using System.Diagnostics;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A real file system of two megabytes, which can be filled and made read-only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _folder;

    private SmallDisk(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    public string RootPath => Path.Combine(_folder, "disk", "root");

    private string Ballast => Path.Combine(_folder, "disk", "ballast");

    /// <summary>Where nothing may be mounted, the test is skipped.</summary>
    public static async Task<SmallDisk> MountAsync(string size = "2m")
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-disk-").FullName;
        string script = Repository.PathTo("ValetKey.Tests", "Local", "Faults", "small-disk.sh");
        ProcessStartInfo start = new("bash")
        {
            ArgumentList = { script, folder, size },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        SmallDisk disk = new(Process.Start(start)!, folder);
        if (!OperatingSystem.IsLinux() || await disk.ReadAsync() != "ready")
        {
            await disk.DisposeAsync();
            Skip.Unpermitted("No file system can be mounted here: that takes root, or sudo without a password; in a container CAP_SYS_ADMIN too.");
        }

        return disk;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using FileStream ballast = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                ballast.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public Task MakeReadOnlyAsync() => TellAsync("readonly");

    public Task MakeWritableAsync() => TellAsync("writable");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task TellAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        (await ReadAsync()).Should().Be("done");
    }

    private Task<string?> ReadAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
}
