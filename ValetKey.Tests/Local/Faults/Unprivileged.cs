using System.Runtime.InteropServices;

namespace ValetKey.Tests.Local.Faults;

/// <summary>Touches files as nobody: root may do everything, so a test that runs as root would see no refusal.</summary>
internal static class Unprivileged
{
    private const int Nobody = 65534;

    public static void Run(Action action)
    {
        Exception? fault = null;
        Thread thread = new(() =>
        {
            // For this thread alone, and for its files alone; without root it changes nothing, and need not.
            _ = SetFileUser(Nobody);
            try
            {
                action();
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null)
        {
            throw fault;
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(int user);
}
