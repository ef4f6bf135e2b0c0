namespace ValetKey.Local.Storage.Content;

internal static class ContentFiles
{
    public static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    public static FileStream OpenRead(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        // Its writer may not have closed it yet, and whoever replaces it deletes it at once.
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        BufferSize = 0,
    });

    /// <summary>True for what opening a deleted file says; Windows denies access until the last reader is done.</summary>
    public static bool IsGone(Exception exception) => exception is FileNotFoundException or UnauthorizedAccessException;

    /// <summary>Deletes a file that nobody needs. If that fails a sweep will do it: no reason to fail what succeeded.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Whether a file is in nobody's hands, in this process or another.</summary>
    public static bool IsIdle(string path)
    {
        try
        {
            using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
