namespace ValetKey.Local;

/// <summary>The folder that all else lies in.</summary>
internal static class StorageRoot
{
    /// <summary>Makes the folder if there is none, for this user alone. One that is there keeps its mode.</summary>
    public static void Create(string rootPath)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(rootPath);
        }
        else
        {
            Directory.CreateDirectory(rootPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
