using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ValetKey.Local.Service;

namespace ValetKey.Local;

/// <summary>The folder that all else lies in.</summary>
internal static class StorageRoot
{
    private const int ReadOnlyFileSystem = 30; // EROFS of Linux and of macOS.

    /// <summary>Opens what lies under the root. The folder is made if there is none, for this user alone; one that is there keeps its mode.</summary>
    /// <exception cref="IOException">The folder cannot be used; the message says why and what to do.</exception>
    public static T Open<T>(string rootPath, Func<string, T> open)
    {
        string path = Path.GetFullPath(rootPath);
        try
        {
            Create(path);
            return open(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new IOException($"The local storage cannot use its root '{path}': {Explain(path, fault)}", fault);
        }
    }

    /// <summary>Writes a file and deletes it again.</summary>
    public static void CheckWritable(string path)
    {
        string probe = Path.Combine(path, $"probe-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp");
        using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string Explain(string path, Exception fault) => fault switch
    {
        _ when File.Exists(path) => "it is a file. Name a folder, or move the file away.",
        _ when StorageFaults.IsFull(fault, path) => "its disk is full. Free some space; nothing that was stored is lost.",
        UnauthorizedAccessException or SqliteException { SqliteErrorCode: raw.SQLITE_PERM or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN } =>
            $"this user may not write there. Give it and all in it to the user that runs the application, or name another folder. {fault.Message}",
        { HResult: ReadOnlyFileSystem } when !OperatingSystem.IsWindows() => "its file system is read-only. Mount it for writing.",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } =>
            $"its database store.db is damaged. Restore the whole folder from a backup. {fault.Message}",
        _ => fault.Message,
    };
}
