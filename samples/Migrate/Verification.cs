using Spectre.Console;
using ValetKey.Local;

namespace ValetKey.Samples.Migrate;

/// <summary>Checks a root: rows against files, and digests against content.</summary>
internal static class Verification
{
    /// <returns>The exit code: 0 for a sound root, else 1.</returns>
    public static async Task<int> RunAsync(string root, IAnsiConsole console)
    {
        if (!Directory.Exists(root))
        {
            console.WriteLine($"There is no folder {root}.");
            return 2;
        }

        using LocalStorage storage = LocalStorage.Open(root);
        IntegrityReport report = await console.Status().StartAsync("Reading everything…", _ => storage.VerifyAsync());
        foreach (IntegrityFault fault in report.Faults)
        {
            console.MarkupLineInterpolated($"[red]{fault.Kind}[/] {fault.Container}/{fault.Name}: {fault.Detail}");
        }

        console.WriteLine(
            $"{report.Objects} objects with {report.Bytes:N0} bytes, {report.Faults.Count} faults, "
            + $"{report.UnnamedFiles} files that no object names.");
        return report.IsSound ? 0 : 1;
    }
}
