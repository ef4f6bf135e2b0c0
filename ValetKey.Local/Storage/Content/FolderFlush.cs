using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ValetKey.Local.Storage.Content;

/// <summary>Makes a rename survive a power cut: on Unix the folder has to be flushed as well as the file.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    public static void ToDisk(string folder)
    {
        // NTFS journals its folders, and has no call for this.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET refuses to open a folder, but does flush a handle that was opened elsewhere.
        using SafeFileHandle handle = new(Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly), ownsHandle: true);

        if (handle.IsInvalid)
        {
            throw new IOException(
                $"The folder '{folder}' cannot be opened to be flushed (error {Marshal.GetLastPInvokeError()}).");
        }

        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
