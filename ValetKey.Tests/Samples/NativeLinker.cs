using System.ComponentModel;

namespace ValetKey.Tests.Samples;

/// <summary>What NativeAOT needs of the machine: clang or gcc, and zlib.</summary>
internal static class NativeLinker
{
    public static async Task<bool> IsPresentAsync() =>
        OperatingSystem.IsWindows() || await CanLinkWithAsync("clang") || await CanLinkWithAsync("gcc");

    /// <summary>In CI nothing may be missing; elsewhere the test reports itself ignored.</summary>
    public static void Skip()
    {
        const string missing = "NativeAOT needs clang or gcc, and zlib (Debian: apt-get install clang zlib1g-dev).";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(missing);
        }

        Assert.Ignore(missing);
    }

    private static async Task<bool> CanLinkWithAsync(string compiler)
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-linker-").FullName;
        try
        {
            string source = Path.Combine(folder, "main.c");
            await File.WriteAllTextAsync(source, "int main(void) { return 0; }");
            ChildProcess link = await ChildProcess.RunAsync(
                compiler, [source, "-lz", "-o", Path.Combine(folder, "main")], TimeSpan.FromMinutes(1));
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
