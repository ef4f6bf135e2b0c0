namespace ValetKey.Tests.Local.Support;

/// <summary>
/// A folder that goes away with the test; in memory where the machine has such a place, since the service flushes to disk on every upload.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TempFolder()
    {
        string root = Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(root, "valetkey-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
