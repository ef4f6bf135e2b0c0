using System.ComponentModel;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.Packaging;

/// <summary>What NativeAOT needs of the machine: clang or gcc, and zlib.</summary>
internal static class NativeLinker
{
    public static async Task<bool> IsPresentAsync() =>
        OperatingSystem.IsWindows() || await CanLinkWithAsync("clang") || await CanLinkWithAsync("gcc");

    private static async Task<bool> CanLinkWithAsync(string compiler)
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-linker-").FullName;
        try
        {
            string source = Path.Combine(folder, "main.c");
            await File.WriteAllTextAsync(source, "int main(void) { return 0; }");
            ChildProcess link = await ChildProcess.RunAsync(
                compiler, [source, "-lz", "-o", Path.Combine(folder, "main")]);
            return link.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such compiler.
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
