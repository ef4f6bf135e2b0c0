using Microsoft.Data.Sqlite;
using SQLitePCL;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>What a fault of the disk or the database means to a client.</summary>
internal static class StorageFaults
{
    // SQLite does not say why it could not write its index, which takes 32 KiB at once.
    private const long LeastRoom = 64 * 1024;

    // ENOSPC, and EDQUOT of Linux and of macOS; on Windows ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL and ERROR_DISK_QUOTA_EXCEEDED.
    private static readonly int[] FullOnUnix = [28, 122, 69];
    private static readonly int[] FullOnWindows = [unchecked((int)0x80070027), unchecked((int)0x80070070), unchecked((int)0x8007050F)];

    /// <summary>Null for what is no fault of the storage.</summary>
    public static Refusal? RefusalOf(Exception fault, string rootPath) => fault switch
    {
        TimeoutException => Refusals.Busy,
        _ when IsFull(fault, rootPath) => Refusals.InsufficientStorage,
        IOException or UnauthorizedAccessException or SqliteException => Refusals.Unavailable,
        _ => null,
    };

    public static bool IsFull(Exception fault, string rootPath) => fault switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => true,
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } => FreeBytes(rootPath) < LeastRoom,
        IOException => (OperatingSystem.IsWindows() ? FullOnWindows : FullOnUnix).Contains(fault.HResult),
        _ => false,
    };

    /// <summary>What this user may still write; null where nobody can tell.</summary>
    public static long? FreeBytes(string rootPath)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(rootPath)).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
